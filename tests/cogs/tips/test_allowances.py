"""Everybody gets theirs when it is due, once, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.events import Events
from bot.settings import SettingsChanged, SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.tips import allowances as module
from cogs.tips.allowances import ALLOWANCE, Allowances
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.verify import verify

GUILD, ALICE, BOB, ADMIN = 10, 1, 2, 9
PLACE = Place(GUILD, "tips")


class Week:
    """A community with an allowance, and its timer."""

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        self.book = book
        self.clock = clock
        self.settings = SettingStore(book, events, clock.now)
        self.settings.declare("tips", "cogs.tips", TipSettings)
        self.ledger = TipLedger(book, events, self.settings, clock.now)
        self.timers = Timers(book, clock)
        self.allowances = Allowances(book, self.ledger, self.settings, self.timers, clock.now)
        events.subscribe(SettingsChanged, self.allowances.settings_changed)

    async def timer(self) -> TimerDue | None:
        async with self.book.reading() as session:
            row = await session.scalar(select(TimerRow).where(TimerRow.kind == ALLOWANCE))
        return None if row is None else TimerDue(row.kind, row.key, row.payload, row.due_at)

    async def come(self) -> None:
        """Let the time come, and the timer fire."""
        due = await self.timer()
        assert due is not None
        self.clock.advance(max(0.0, (due.due_at - self.clock.now()).total_seconds()))
        async with self.book.transaction() as session:
            await self.timers.cancel(session, due.kind, due.key)
        await self.allowances.give(due)


@pytest.fixture
async def week(book: Database, events: Events, clock: MovableClock) -> Week:
    made = Week(book, events, clock)
    for user_id in (ALICE, BOB):
        await made.ledger.balance(GUILD, user_id)
    await made.settings.change(PLACE, {"allowance": 10}, ADMIN)
    return made


async def test_everybody_gets_it_every_week(week: Week) -> None:
    begun = week.clock.now()
    for _ in range(2):
        await week.come()

    assert await week.ledger.balance(GUILD, ALICE) == await week.ledger.balance(GUILD, BOB) == 120
    due = await week.timer()
    assert due is not None
    assert due.due_at - begun == timedelta(days=21)
    assert (await verify(week.book)).holds


async def test_a_timer_that_fires_twice_gives_once(week: Week) -> None:
    due = await week.timer()
    assert due is not None
    await week.come()

    await week.allowances.give(due)

    assert await week.ledger.balance(GUILD, ALICE) == 110


async def test_many_are_given_theirs_page_by_page(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 3)
    for user_id in range(100, 107):
        await week.ledger.balance(GUILD, user_id)

    await week.come()

    assert {await week.ledger.balance(GUILD, user_id) for user_id in (ALICE, BOB, *range(100, 107))} == {110}


async def test_after_a_long_absence_there_is_one(week: Week) -> None:
    week.clock.advance(50 * 86_400)

    await week.come()

    assert await week.ledger.balance(GUILD, ALICE) == 110
    due = await week.timer()
    assert due is not None
    assert due.due_at > week.clock.now()


async def test_who_ends_it_gets_no_more(week: Week) -> None:
    await week.settings.change(PLACE, {"allowance": 0}, ADMIN)

    assert await week.timer() is None


async def test_another_interval_counts_from_now(week: Week) -> None:
    week.clock.advance(86_400)
    await week.settings.change(PLACE, {"allowance_days": 2}, ADMIN)

    due = await week.timer()

    assert due is not None
    assert due.due_at - week.clock.now() == timedelta(days=2)
