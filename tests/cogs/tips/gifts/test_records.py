"""What goes with the ledger is shown and forgotten with it."""

from __future__ import annotations

import pytest

from bot.community.records import RecordBook
from bot.storage.database import Database
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.records import GiftRecords
from tests.cogs.tips.conftest import Rules

GUILD, BOB = 10, 2


@pytest.fixture
def records(book: Database) -> RecordBook:
    records = RecordBook(book)
    records.add("cogs.tips", GiftRecords())
    return records


async def test_what_somebody_said_of_tips_is_shown_and_forgotten(
    rules: Rules, records: RecordBook, book: Database
) -> None:
    receiving = Receiving(book, rules.settings)
    await receiving.choose(GUILD, BOB, is_on=False)
    assert (await records.about(GUILD, BOB))[0].records == {"takes_tips": False}

    await records.forget(GUILD, BOB)

    assert (await records.about(GUILD, BOB))[0].records == {}
    assert await receiving.of(GUILD, BOB)


async def test_a_community_that_is_erased_says_nothing_of_anybody(
    rules: Rules, records: RecordBook, book: Database
) -> None:
    await Receiving(book, rules.settings).choose(GUILD, BOB, is_on=False)

    async with book.transaction() as session:
        await records.erase(session, GUILD)

    assert (await records.about(GUILD, BOB))[0].records == {}
