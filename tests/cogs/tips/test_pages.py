"""A page of a statement is found by its last line, whatever it is of, and wherever it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.tips import pages
from cogs.tips.api import Tip
from cogs.tips.pages import Page, Wanted
from cogs.tips.service import TipLedger

GUILD, ALICE, BOB, CAROL = 10, 1, 2, 3
TIP = Tip(GUILD, ALICE, BOB, 1, "0")
DAY = 86_400


@pytest.fixture
async def given(ledger: TipLedger) -> TipLedger:
    """Give Bob nine tips in two rooms of two clubs, with others between them."""
    for number in range(1, 10):
        tip = replace(TIP, amount_minor=number, key=str(number), room_id=number % 2, club_id=number % 3)
        await ledger.tip(tip)
        await ledger.tip(replace(tip, creator_id=CAROL, key=f"between {number}"))
    return ledger


async def page_of(
    book: Database, size: int, before: int | None = None, wanted: Wanted = pages.EVERYTHING
) -> Page:
    async with book.reading() as session:
        (account,) = await pages.accounts_of(session, GUILD, BOB)
        return await pages.page(session, account, size, before=before, wanted=wanted)


def amounts(page: Page) -> list[int]:
    return [movement.amount_minor for movement in page.movements]


@pytest.mark.usefixtures("given")
async def test_pages_follow_each_other_to_the_beginning(book: Database) -> None:
    first = await page_of(book, 4)
    second = await page_of(book, 4, first.next_before)
    last = await page_of(book, 4, second.next_before)

    assert (amounts(first), amounts(second), amounts(last)) == ([9, 8, 7, 6], [5, 4, 3, 2], [1, 100])
    assert last.next_before is None


@pytest.mark.usefixtures("given")
async def test_a_room_or_a_club_has_pages_of_its_own(book: Database) -> None:
    assert amounts(await page_of(book, 9, wanted=Wanted(room_id=0))) == [8, 6, 4, 2]
    assert amounts(await page_of(book, 9, wanted=Wanted(club_id=1))) == [7, 4, 1]
    assert amounts(await page_of(book, 9, wanted=Wanted(room_id=1, club_id=1))) == [7, 1]
    assert amounts(await page_of(book, 2, wanted=Wanted(room_id=0))) == [8, 6]


async def test_a_span_of_time_holds_what_was_in_it(
    given: TipLedger, book: Database, clock: MovableClock
) -> None:
    before = clock.now()
    clock.advance(DAY)
    await given.tip(replace(TIP, amount_minor=2, key="a day later"))
    middle = clock.now()
    clock.advance(DAY)
    await given.tip(replace(TIP, amount_minor=3, key="two days later"))

    assert amounts(await page_of(book, 20, wanted=Wanted(since=middle))) == [3, 2]
    assert amounts(await page_of(book, 20, wanted=Wanted(since=middle, until=clock.now()))) == [2]
    assert amounts(await page_of(book, 2, wanted=Wanted(until=middle))) == [9, 8]
    clock.advance(DAY)
    assert amounts(await page_of(book, 20, wanted=Wanted(since=clock.now()))) == []
    assert amounts(await page_of(book, 20, wanted=Wanted(until=before))) == []
