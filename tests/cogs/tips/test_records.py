"""Who is forgotten is nowhere in the ledger, and the ledger is proved all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.community.records import RecordBook
from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.records import TipRecords
from cogs.tips.service import TipLedger
from cogs.tips.verify import verify

GUILD = 10
ALICE, BOB, CAROL = 1, 2, 3
TIP = Tip(GUILD, ALICE, BOB, 5, "first", note="for Bob")


@pytest.fixture
def records(book: Database) -> RecordBook:
    records = RecordBook(book)
    records.add("cogs.tips", TipRecords())
    return records


async def test_what_is_kept_is_what_one_has_and_every_movement(
    ledger: TipLedger, records: RecordBook
) -> None:
    await ledger.tip(TIP)

    (kept,) = await records.about(GUILD, BOB)

    assert kept.records["accounts"] == [{"currency": "points", "balance": 105}]
    got, welcome = kept.records["movements"]
    assert (got["amount"], got["with"], got["note"]) == (5, [str(ALICE)], "for Bob")
    assert (welcome["kind"], welcome["with"]) == ("issue", [])
    assert (await records.about(GUILD + 1, BOB))[0].records == {}


async def test_who_is_forgotten_is_nobody_and_the_chain_holds(
    ledger: TipLedger, records: RecordBook, book: Database
) -> None:
    await ledger.tip(TIP)

    await records.forget(GUILD, ALICE)

    verdict = await verify(book)
    assert (verdict.holds, verdict.erased_notes) == (True, 1)
    assert (await records.about(GUILD, ALICE))[0].records == {}
    (got, _) = await ledger.movements(GUILD, BOB, 10)
    assert (got.amount_minor, got.other_id, got.note) == (5, None, None)


async def test_forgetting_mints_no_points(ledger: TipLedger, records: RecordBook) -> None:
    await ledger.tip(TIP)

    await records.forget(GUILD, ALICE)

    assert await ledger.balance(GUILD, ALICE) == 0
    assert await ledger.balance(GUILD + 1, ALICE) == 100


async def test_who_had_nothing_here_is_welcomed_as_anybody(ledger: TipLedger, records: RecordBook) -> None:
    await records.forget(GUILD, CAROL)

    assert await ledger.balance(GUILD, CAROL) == 100


async def test_who_was_forgotten_can_be_tipped_and_forgotten_again(
    ledger: TipLedger, records: RecordBook, book: Database
) -> None:
    await ledger.tip(TIP)
    await records.forget(GUILD, ALICE)
    await ledger.tip(replace(TIP, tipper_id=BOB, creator_id=ALICE, key="second"))
    assert await ledger.balance(GUILD, ALICE) == 5

    await records.forget(GUILD, ALICE)

    assert await ledger.balance(GUILD, ALICE) == 0
    assert (await verify(book)).holds


async def test_an_erased_community_leaves_a_ledger_without_people(
    ledger: TipLedger, records: RecordBook, book: Database
) -> None:
    await ledger.tip(TIP)

    async with book.transaction() as session:
        await records.erase(session, GUILD)

    verdict = await verify(book)
    assert (verdict.holds, verdict.transfers, verdict.erased_notes) == (True, 3, 1)
    for person in (ALICE, BOB):
        assert (await records.about(GUILD, person))[0].records == {}


async def test_what_an_administrator_wrote_goes_with_them(
    ledger: TipLedger, records: RecordBook, book: Database
) -> None:
    given = (await ledger.tip(TIP)).transfer_id
    await ledger.reverse(GUILD, given, by_id=CAROL, reason="signed, Carol")

    await records.forget(GUILD, CAROL)

    assert (await ledger.movements(GUILD, ALICE, 1))[0].note is None
    verdict = await verify(book)
    assert (verdict.holds, verdict.erased_notes) == (True, 1)
