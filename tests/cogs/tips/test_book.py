"""The book inside a caller's transaction, its accounts of other purposes, and what it refuses to hold."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from bot.events import Events
from bot.storage.database import Database
from bot.storage.types import LARGEST
from cogs.tips.api import (
    AccountFrozen,
    AmountTooLarge,
    CreatorFrozen,
    OverBalance,
    Tip,
    TipReceived,
    UnknownCurrency,
)
from cogs.tips.orders import FEES, TREASURY, Holder, Leg, Order, jar, person
from cogs.tips.service import TipLedger
from cogs.tips.tables import AccountRow
from cogs.tips.verify import verify

GUILD, ALICE, BOB = 10, 1, 2
TIP = Tip(GUILD, ALICE, BOB, 5, "first")


def issue(amount: int, key: str, currency: str = "points") -> Order:
    legs = Leg(TREASURY, currency, -amount), Leg(person(ALICE), currency, amount)
    return Order(GUILD, "issue", key, legs)


async def test_a_tip_in_the_callers_transaction_is_given_with_it(ledger: TipLedger, book: Database) -> None:
    async with book.transaction() as session:
        receipt = await ledger.tip_in(session, TIP)

    assert receipt.balance_minor == 95
    assert await ledger.balance(GUILD, BOB) == 105


async def test_a_tip_in_a_transaction_that_fails_was_never_given_nor_told(
    ledger: TipLedger, book: Database, events: Events
) -> None:
    told: list[TipReceived] = []

    async def hear(event: TipReceived) -> None:
        told.append(event)

    events.subscribe(TipReceived, hear)
    with suppress(KeyError):
        async with book.transaction() as session:
            await ledger.tip_in(session, TIP)
            raise KeyError

    assert told == []
    assert (await verify(book)).transfers == 0


async def test_several_tips_in_one_transaction_build_on_each_other(ledger: TipLedger, book: Database) -> None:
    async with book.transaction() as session:
        for number in range(3):
            await ledger.tip_in(session, replace(TIP, key=str(number)), confirmed=True)

    assert await ledger.balance(GUILD, BOB) == 115
    assert (await verify(book)).holds


async def test_communities_are_written_in_the_order_of_their_ids(ledger: TipLedger, book: Database) -> None:
    async with book.transaction() as session:
        for number, guild_id in enumerate([GUILD, GUILD + 1, GUILD]):
            await ledger.tip_in(session, replace(TIP, guild_id=guild_id, key=str(number)), confirmed=True)
        with pytest.raises(RuntimeError, match="the order of their ids"):
            await ledger.tip_in(session, replace(TIP, guild_id=GUILD - 1))

    assert (await verify(book)).tips == 3


async def test_transactions_that_begin_the_same_communities_never_wait_for_each_other_in_a_ring(
    ledger: TipLedger, book: Database
) -> None:
    async def give(key: str) -> None:
        async with book.transaction() as session:
            for guild_id in range(20, 28):
                await ledger.tip_in(session, replace(TIP, guild_id=guild_id, key=key), confirmed=True)

    await asyncio.gather(*(give(str(number)) for number in range(6)))

    verdict = await verify(book)
    assert (verdict.problems, verdict.tips) == ([], 48)


async def test_currencies_are_held_apart(ledger: TipLedger, book: Database) -> None:
    await ledger.write(issue(150, "euros", "EUR"))

    await ledger.tip(replace(TIP, currency="EUR", amount_minor=50))

    assert await ledger.balance(GUILD, ALICE, "EUR") == 100
    assert await ledger.balance(GUILD, BOB, "EUR") == 50
    assert await ledger.balance(GUILD, BOB) == 100
    assert (await verify(book)).holds


async def test_one_transfer_may_move_several_currencies(ledger: TipLedger, book: Database) -> None:
    euros, points = issue(150, "both", "EUR"), issue(7, "both")

    await ledger.write(replace(euros, legs=euros.legs + points.legs))

    assert await ledger.balance(GUILD, ALICE, "EUR") == 150
    assert (await verify(book)).transfers == 1


async def test_a_currency_that_is_none_is_refused(ledger: TipLedger) -> None:
    with pytest.raises(UnknownCurrency):
        await ledger.tip(replace(TIP, currency="XXQ"))


async def test_an_account_that_is_full_takes_no_more(ledger: TipLedger, book: Database) -> None:
    await ledger.write(issue(LARGEST, "all there is"))

    with pytest.raises(AmountTooLarge):
        await ledger.write(issue(1, "and one more"))

    assert await ledger.balance(GUILD, ALICE) == LARGEST
    assert (await verify(book)).holds


async def test_a_frozen_account_neither_gives_tips_nor_gets_them(ledger: TipLedger, book: Database) -> None:
    await ledger.tip(TIP)
    async with book.transaction() as session:
        await session.execute(update(AccountRow).where(AccountRow.owner_id == BOB).values(is_frozen=True))

    with pytest.raises(AccountFrozen):
        await ledger.tip(replace(TIP, tipper_id=BOB, creator_id=ALICE, key="back"))
    with pytest.raises(CreatorFrozen):
        await ledger.tip(replace(TIP, key="more"), confirmed=True)

    assert await ledger.balance(GUILD, BOB) == 105


@pytest.mark.parametrize("holder", [person(ALICE), FEES, jar(3)])
async def test_only_the_treasury_may_owe(ledger: TipLedger, holder: Holder) -> None:
    legs = Leg(holder, "points", -1), Leg(TREASURY, "points", 1)

    with pytest.raises(OverBalance):
        await ledger.write(Order(GUILD, "withdraw", "too much", legs))


async def test_the_database_itself_takes_no_commission_on_a_tip(ledger: TipLedger, book: Database) -> None:
    await ledger.write(issue(100, "to begin with"))
    legs = Leg(person(ALICE), "points", -10), Leg(person(BOB), "points", 9), Leg(FEES, "points", 1)

    with pytest.raises(DBAPIError, match="no_commission"):
        await ledger.write(Order(GUILD, "tip", "nine tenths", legs))

    assert (await verify(book)).transfers == 1


async def test_the_database_itself_takes_no_entries_that_make_money(
    ledger: TipLedger, book: Database
) -> None:
    await ledger.tip(TIP)
    await ledger.tip(replace(TIP, guild_id=GUILD + 1))

    with pytest.raises(DBAPIError, match="sums_to_zero"):
        await done_by_hand(book, MADE)


MADE = [
    "INSERT INTO tips_transfer (id, guild_id, sequence, version, kind, currency, amount_minor, key,"
    " created_at, is_anonymous, previous_hash, hash)"
    " SELECT 99, guild_id, sequence + 1, 2, 'issue', currency, 5, 'made',"
    " created_at, is_anonymous, hash, hash FROM tips_transfer"
    f" WHERE guild_id = {GUILD} AND sequence = (SELECT max(sequence) FROM tips_transfer)",
    "INSERT INTO tips_entry VALUES (99, 1, 5), (99, 2, 6)",
    # The head of the other community as well, which is moved over nothing.
    "UPDATE tips_chain SET sequence = sequence + 1",
]


async def done_by_hand(database: Database, statements: list[str]) -> None:
    async with database.transaction() as session:
        for statement in statements:
            await session.execute(text(statement))


async def test_everybody_who_comes_at_once_is_welcomed_once(ledger: TipLedger, book: Database) -> None:
    await asyncio.gather(*(ledger.balance(GUILD, ALICE) for _ in range(10)))

    assert await ledger.balance(GUILD, ALICE) == 100
    assert (await verify(book)).transfers == 1
