"""Whoever is frozen gives no tips and gets none; corrections are booked all the same."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.tips.accounting.audit import Audit, Search
from cogs.tips.accounting.freezing import Freezes
from cogs.tips.accounting.refusals import FrozenAlready, NotFrozen
from cogs.tips.api import AccountFrozen, CreatorFrozen, Tip
from cogs.tips.orders import TREASURY, Leg, Order, person
from cogs.tips.records import TipRecords
from cogs.tips.service import TipLedger
from cogs.tips.verify import verify

GUILD, ADA, BOB, ZOE, MIA = 10, 1, 2, 3, 9


def tip(tipper_id: int, creator_id: int, key: str, amount: int = 5, *, is_anonymous: bool = False) -> Tip:
    return Tip(GUILD, tipper_id, creator_id, amount, key, is_anonymous=is_anonymous)


async def test_a_frozen_account_neither_gives_nor_gets_and_goes_on_afterwards(
    ledger: TipLedger, book: Database, clock: MovableClock
) -> None:
    freezes = Freezes(book, clock.now)
    await ledger.tip(tip(ADA, BOB, "1"))
    await freezes.freeze(GUILD, ADA, by=MIA, reason="a stolen card")

    with pytest.raises(AccountFrozen):
        await ledger.tip(tip(ADA, ZOE, "2"))
    with pytest.raises(CreatorFrozen):
        await ledger.tip(tip(ZOE, ADA, "3"))
    with pytest.raises(FrozenAlready):
        await freezes.freeze(GUILD, ADA, by=MIA, reason="again")
    await ledger.reverse(GUILD, 3, by_id=MIA, reason="given back")
    legs = Leg(TREASURY, "points", 7), Leg(person(ADA), "points", -7)
    await ledger.write(Order(GUILD, "withdraw", "w", legs, note="taken", by_id=MIA))
    await freezes.unfreeze(GUILD, ADA, by=MIA)
    with pytest.raises(NotFrozen):
        await freezes.unfreeze(GUILD, ADA, by=MIA)

    await ledger.tip(tip(ADA, ZOE, "2"))
    (row,) = await freezes.history(GUILD, ADA, 5)
    assert (row.reason, row.by_id, row.lifted_by_id) == ("a stolen card", MIA, MIA)
    assert (await verify(book)).problems == []


async def test_whoever_has_no_account_yet_is_frozen_with_their_first(
    ledger: TipLedger, book: Database, clock: MovableClock
) -> None:
    await Freezes(book, clock.now).freeze(GUILD, ADA, by=MIA, reason="a reason")

    assert await ledger.balance(GUILD, ADA) == 100
    with pytest.raises(AccountFrozen):
        await ledger.tip(tip(ADA, BOB, "1"))


async def test_a_freeze_is_shown_to_whom_it_is_about_and_forgotten_with_them(
    book: Database, clock: MovableClock
) -> None:
    freezes = Freezes(book, clock.now)
    await freezes.freeze(GUILD, ADA, by=MIA, reason="a reason")
    async with book.transaction() as session:
        about = await TipRecords().about(session, GUILD, ADA)
        await TipRecords().forget(session, GUILD, MIA)
        await TipRecords().forget(session, GUILD, ADA)

    assert about["freezes"][0]["reason"] == "a reason"
    assert await freezes.history(GUILD, ADA, 5) == []


async def test_the_audit_finds_by_everything_and_names_nobody_who_gave_without_a_name(
    ledger: TipLedger, book: Database
) -> None:
    await ledger.tip(tip(ADA, BOB, "1"))
    await ledger.tip(tip(ZOE, BOB, "2", 8, is_anonymous=True))
    await ledger.reverse(GUILD, 3, by_id=MIA, reason="a slip")
    await ledger.reverse(GUILD, 5, by_id=MIA, reason="another")
    audit = Audit(book)

    async def found(**wanted: object) -> list[int]:
        page = await audit.page(Search(GUILD, **wanted), 20)  # type: ignore[arg-type]  # each as the test has it
        return [entry.transfer_id for entry in page.entries]

    first = await audit.page(Search(GUILD), 4)
    rest = await audit.page(Search(GUILD), 4, first.next_before)

    assert [entry.transfer_id for page in (first, rest) for entry in page.entries] == [7, 6, 5, 4, 3, 2, 1]
    assert await found(who_id=ADA) == [3]
    assert await found(who_id=ZOE) == []
    assert await found(whom_id=ZOE) == [4]  # what she had to begin with, not what came back
    assert await found(whom_id=BOB, kind="tip") == [5, 3]
    assert await found(kind="reversal") == [7, 6]
    assert await found(least_minor=8, kind="tip") == [5]
    assert await found(currency="EUR") == []
    assert {side.owner_id for entry in first.entries for side in entry.sides if side.is_hidden} == {None}
    assert first.entries[0].by_id == MIA
