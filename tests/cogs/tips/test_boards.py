"""Who got most, and how it went from day to day: what is kept by day says what the entries say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.community.records import RecordBook
from bot.storage.database import Database
from cogs.tips import boards, pages
from cogs.tips.api import Tip
from cogs.tips.boards import Rank
from cogs.tips.records import TipRecords
from cogs.tips.service import TipLedger

GUILD, ALICE, BOB, CAROL = 10, 1, 2, 3
TIP = Tip(GUILD, ALICE, BOB, 5, "first")


@pytest.fixture
async def days(ledger: TipLedger, clock: MovableClock) -> TipLedger:
    """Give Bob 5 and, ten days later, Carol 3."""
    await ledger.tip(TIP)
    clock.advance(10 * 86_400)
    await ledger.tip(replace(TIP, creator_id=CAROL, amount_minor=3, key="second"))
    return ledger


async def test_of_all_time_everybody_counts_and_lately_only_what_was_lately(days: TipLedger) -> None:
    assert await days.board(GUILD, 10) == [Rank(BOB, 5), Rank(CAROL, 3)]
    assert await days.board(GUILD, 10, days=10) == [Rank(CAROL, 3)]
    assert await days.board(GUILD, 10, days=11) == [Rank(BOB, 5), Rank(CAROL, 3)]
    assert await days.board(GUILD + 1, 10) == []


async def test_a_board_is_as_long_as_it_is_asked_to_be(days: TipLedger) -> None:
    assert await days.board(GUILD, 1) == [Rank(BOB, 5)]


async def test_what_was_taken_back_does_not_count(days: TipLedger) -> None:
    given = (await days.tip(replace(TIP, key="third", amount_minor=40))).transfer_id
    await days.reverse(GUILD, given, by_id=9, reason="a slip")

    assert await days.board(GUILD, 10) == [Rank(BOB, 5), Rank(CAROL, 3)]


async def test_who_was_forgotten_is_on_no_board(days: TipLedger, book: Database) -> None:
    records = RecordBook(book)
    records.add("cogs.tips", TipRecords())
    await records.forget(GUILD, BOB)

    assert await days.board(GUILD, 10) == [Rank(CAROL, 3)]


@pytest.mark.usefixtures("days")
async def test_the_days_of_an_account_and_what_it_held_before(book: Database, clock: MovableClock) -> None:
    today = clock.now().date()
    async with book.reading() as session:
        (account,) = await pages.accounts_of(session, GUILD, ALICE)
        moved = await boards.days_of(session, account.id, today - timedelta(days=30), today)
        before = await boards.balance_before(session, account.id, today)

    assert [(day.gave_minor, day.gave_count, day.balance_minor) for day in moved] == [(5, 1, 95), (3, 1, 92)]
    assert before == 95
