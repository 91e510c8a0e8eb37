"""A mistake stays in the book, and another transfer takes back what it moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.community.records import RecordBook
from bot.storage.database import Database
from cogs.tips.api import NoSuchTransfer, NotToBeReversed, OverBalance, Tip
from cogs.tips.records import TipRecords
from cogs.tips.service import TipLedger
from cogs.tips.verify import verify

GUILD, ALICE, BOB, CAROL, ADMIN = 10, 1, 2, 3, 9
TIP = Tip(GUILD, ALICE, BOB, 5, "first")


async def test_what_was_given_goes_back_and_both_transfers_name_each_other(
    ledger: TipLedger, book: Database
) -> None:
    given = (await ledger.tip(TIP)).transfer_id

    back = await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip")

    newest, first, _ = await ledger.movements(GUILD, ALICE, 10)
    assert (newest.amount_minor, newest.reverses_id, newest.note) == (5, given, "a slip")
    assert (first.amount_minor, first.reversed_by_id) == (-5, back.transfer_id)
    assert await ledger.balance(GUILD, BOB) == 100
    assert (await verify(book)).holds


async def test_a_transfer_is_taken_back_once(ledger: TipLedger) -> None:
    given = (await ledger.tip(TIP)).transfer_id
    first = await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip")

    again = await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip, I said")

    assert (again.transfer_id, again.repeated) == (first.transfer_id, True)
    assert await ledger.balance(GUILD, ALICE) == 100


async def test_what_takes_back_is_not_taken_back(ledger: TipLedger) -> None:
    given = (await ledger.tip(TIP)).transfer_id
    back = await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip")

    with pytest.raises(NotToBeReversed):
        await ledger.reverse(GUILD, back.transfer_id, by_id=ADMIN, reason="no slip")


async def test_a_transfer_of_another_community_is_none(ledger: TipLedger) -> None:
    given = (await ledger.tip(TIP)).transfer_id

    with pytest.raises(NoSuchTransfer):
        await ledger.reverse(GUILD + 1, given, by_id=ADMIN, reason="a slip")


async def test_what_was_spent_since_is_not_taken_from_an_empty_wallet(
    ledger: TipLedger, book: Database
) -> None:
    given = (await ledger.tip(TIP)).transfer_id
    await ledger.tip(replace(TIP, tipper_id=BOB, creator_id=CAROL, amount_minor=103, key="on"))

    with pytest.raises(OverBalance):
        await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip")

    assert await ledger.balance(GUILD, BOB) == 2
    assert (await verify(book)).holds


async def test_of_an_anonymous_tip_that_goes_back_the_creator_learns_no_name(ledger: TipLedger) -> None:
    given = (await ledger.tip(replace(TIP, is_anonymous=True))).transfer_id
    await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip")

    back, got, _ = await ledger.movements(GUILD, BOB, 10)

    assert (back.other_ids, got.other_ids) == ((), ())
    assert (await ledger.movements(GUILD, ALICE, 10))[0].other_ids == (BOB,)


async def test_a_tip_of_somebody_who_was_forgotten_can_be_taken_back(
    ledger: TipLedger, book: Database
) -> None:
    given = (await ledger.tip(TIP)).transfer_id
    records = RecordBook(book)
    records.add("cogs.tips", TipRecords())
    await records.forget(GUILD, ALICE)

    await ledger.reverse(GUILD, given, by_id=ADMIN, reason="a slip")

    assert await ledger.balance(GUILD, BOB) == 100
    assert (await verify(book)).holds
