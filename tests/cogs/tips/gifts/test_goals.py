from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.timers import Timers
from cogs.tips.api import Tip
from cogs.tips.gifts.goals import Goals, Wish
from cogs.tips.refusals import GoalIsOpen, NoGoal
from tests.cogs.tips.conftest import Rules

GUILD, ALICE, BOB = 10, 1, 2
TIP = Tip(GUILD, ALICE, BOB, 20, "first")
WISH = Wish(GUILD, BOB, "A microphone", 50, "points", 7)


@pytest.fixture
def goals(book: Database, clock: MovableClock) -> Goals:
    return Goals(book, Timers(book, clock), clock.now)


async def test_what_was_given_since_counts_less_what_was_taken_back(goals: Goals, rules: Rules) -> None:
    before = await rules.ledger.tip(TIP)
    await goals.begin(WISH)

    await rules.ledger.tip(replace(TIP, key="second"), confirmed=True)
    assert (await goals.open_of(GUILD, BOB)).got_minor == 20
    await rules.ledger.reverse(GUILD, before.transfer_id, by_id=9, reason="a slip")
    assert (await goals.open_of(GUILD, BOB)).got_minor == 0

    over = await goals.end(GUILD, BOB)
    assert (over.got_minor, over.is_over, over.is_cancelled) == (0, True, False)
    with pytest.raises(NoGoal):
        await goals.open_of(GUILD, BOB)


async def test_a_creator_has_one_goal_at_a_time(goals: Goals) -> None:
    outcomes = await asyncio.gather(goals.begin(WISH), goals.begin(WISH), return_exceptions=True)

    assert sum(isinstance(one, GoalIsOpen) for one in outcomes) == 1
    await goals.end(GUILD, BOB, is_cancelled=True)
    await goals.begin(WISH)


async def test_that_a_goal_is_reached_is_promised_once(goals: Goals, rules: Rules, book: Database) -> None:
    await goals.begin(WISH)
    await rules.ledger.tip(replace(TIP, amount_minor=60))

    looked = await asyncio.gather(*(goals.look(GUILD, BOB) for _ in range(3)))
    await rules.ledger.tip(replace(TIP, key="second", amount_minor=5))
    later = await goals.look(GUILD, BOB)

    assert later is not None
    assert (later.percent, later.is_reached) == (130, True)
    assert any(one is not None and one.is_reached for one in looked)
    async with book.reading() as session:
        assert await session.scalar(select(func.count()).select_from(TimerRow)) == 1
