"""A statement says what moved, when and where, and never who gave without a name."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.tips.accounting.asks import Ask, Period, offered
from cogs.tips.accounting.refusals import NotAPeriod
from cogs.tips.accounting.statement import By, Statements
from cogs.tips.api import Tip
from cogs.tips.service import TipLedger

GUILD, ADA, BOB, ZOE = 10, 1, 2, 3


@pytest.fixture
async def statements(book: Database, ledger: TipLedger, clock: MovableClock) -> Statements:
    """Give what happened in two months: Ada gives in rooms and clubs, Zoe without a name."""
    await ledger.tip(Tip(GUILD, ADA, BOB, 5, "1", room_id=7, club_id=1, note="thanks"))
    await ledger.tip(Tip(GUILD, ZOE, BOB, 6, "2", room_id=7, club_id=1, is_anonymous=True))
    clock.advance(40 * 86_400)
    await ledger.tip(Tip(GUILD, ADA, BOB, 8, "3", room_id=9, club_id=2))
    await ledger.tip(Tip(GUILD, BOB, ZOE, 1, "4"))
    return Statements(book)


def month_of(moment: datetime) -> date:
    return moment.astimezone(UTC).date().replace(day=1)


async def test_a_period_has_what_moved_in_it_and_what_there_was_before(
    statements: Statements, clock: MovableClock
) -> None:
    now = clock.now()
    ask = Ask(GUILD, BOB, Period(now.year, now.month))

    (sums,) = await statements.sums(ask)
    page = await statements.page(ask, 10)

    assert (sums.opening_minor, sums.in_minor, sums.out_minor, sums.closing_minor) == (111, 8, 1, 118)
    assert [movement.amount_minor for movement in page.movements] == [-1, 8]


@pytest.mark.parametrize(
    ("ask", "amounts"),
    [
        (Ask(GUILD, BOB, room_id=7), [6, 5]),
        (Ask(GUILD, BOB, club_id=2), [8]),
        (Ask(GUILD, BOB, other_id=ADA), [8, 5]),
        (Ask(GUILD, BOB, other_id=ZOE), [-1]),  # not the 6 that came without a name
        (Ask(GUILD, ZOE, other_id=BOB), [1, -6]),  # who gave them knows
        (Ask(GUILD, BOB, other_id=99), []),
        (Ask(GUILD, BOB, other_id=BOB), []),
        (Ask(GUILD, BOB, Period(2015)), []),
    ],
)
async def test_only_what_was_asked_for_is_there(statements: Statements, ask: Ask, amounts: list[int]) -> None:
    page = await statements.page(ask, 10)
    lines = await statements.lines(ask, 10)
    sums = await statements.sums(ask)

    assert [movement.amount_minor for movement in page.movements] == amounts
    assert [movement.amount_minor for movement in lines] == amounts[::-1]
    assert sum(each.in_minor for each in sums) == sum(amount for amount in amounts if amount > 0)
    assert sum(each.out_minor for each in sums) == -sum(amount for amount in amounts if amount < 0)


async def test_pages_follow_each_other(statements: Statements) -> None:
    first = await statements.page(Ask(GUILD, BOB), 3)
    second = await statements.page(Ask(GUILD, BOB), 3, first.next_before)

    amounts = [movement.amount_minor for page in (first, second) for movement in page.movements]
    assert amounts == [-1, 8, 6, 5, 100]
    assert second.next_before is None


async def test_a_summary_says_where_it_came_from(statements: Statements, clock: MovableClock) -> None:
    async def summed(ask: Ask, by: By) -> list[tuple[object, int, int]]:
        groups = (await statements.summary(ask, by)).groups
        return [(group.key, group.in_minor, group.out_minor) for group in groups]

    now, bob = month_of(clock.now()), Ask(GUILD, BOB)
    then = month_of(datetime.fromtimestamp(clock.now().timestamp() - 40 * 86_400, UTC))

    assert await summed(bob, By.CLUB) == [(None, 100, 1), (1, 11, 0), (2, 8, 0)]
    assert await summed(bob, By.ROOM) == [(None, 100, 1), (7, 11, 0), (9, 8, 0)]
    assert await summed(bob, By.PERSON) == [(ADA, 13, 0), (ZOE, 0, 1)]
    assert await summed(bob, By.MONTH) == [(then, 111, 0), (now, 8, 1)]
    assert await summed(Ask(GUILD, BOB, other_id=ADA), By.MONTH) == [(then, 5, 0), (now, 8, 0)]


async def test_the_rooms_in_which_somebody_gave_or_got_are_offered(statements: Statements) -> None:
    assert await statements.rooms(GUILD, BOB) == [9, 7]


@pytest.mark.parametrize("typed", ["", "2026-13", "2026-1", "1999", "march", "2026-03-01", "٢٠٢٦"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.read(typed)


def test_a_period_knows_its_days() -> None:
    december = Period.read("2026-12")

    assert (december.first, december.last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert (str(december), str(Period.read(" ALL ")), str(Period.read("2026"))) == ("2026-12", "all", "2026")


def test_this_month_is_offered_first() -> None:
    periods = [str(period) for period in offered(datetime(2026, 1, 31, tzinfo=UTC))]

    assert periods[:6] == ["2026-01", "2025-12", "2026", "2025", "all", "2025-11"]
