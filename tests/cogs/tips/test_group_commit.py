"""What waits is written together, and each is answered for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Select, literal_column, select, text

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.tips import group_commit
from cogs.tips.api import OverBalance
from cogs.tips.chain import GENESIS
from cogs.tips.group_commit import GroupCommit
from cogs.tips.orders import Leg, Order, person
from cogs.tips.tables import ChainRow
from cogs.tips.verify import verify

GUILD, ALICE, BOB = 10, 1, 2
LEGS = Leg(person(ALICE), "points", -5), Leg(person(BOB), "points", 5)
ORDER = Order(GUILD, "tip", "first", LEGS, welcome_points=100)


@pytest.fixture
def commit(book: Database, clock: MovableClock) -> GroupCommit:
    return GroupCommit(book, clock.now)


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the orders of each batch."""
    sizes: list[int] = []

    def counted(name: str) -> None:
        write = getattr(group_commit, name)

        def counting(connection: Connection, orders: Sequence[Order], now: datetime) -> Any:
            sizes.append(len(orders))
            return write(connection, orders, now)

        monkeypatch.setattr(group_commit, name, counting)

    counted("write")
    counted("write_free")
    return sizes


def orders(count: int) -> list[Order]:
    return [replace(ORDER, key=f"key {number}") for number in range(count)]


async def test_a_lone_order_goes_at_once_and_those_who_come_meanwhile_go_together(
    commit: GroupCommit, batches: list[int]
) -> None:
    await commit.write(ORDER)
    await asyncio.gather(*(commit.write(order) for order in orders(10)))

    assert batches == [1, 10]


async def test_of_a_batch_the_one_that_is_refused_fails_alone(commit: GroupCommit, book: Database) -> None:
    too_much = replace(
        ORDER, key="much", legs=(Leg(person(ALICE), "points", -500), Leg(person(BOB), "points", 500))
    )

    outcomes = await asyncio.gather(
        *(commit.write(order) for order in [*orders(3), too_much, ORDER]), return_exceptions=True
    )

    assert [type(outcome).__name__ for outcome in outcomes] == [*["Written"] * 3, "OverBalance", "Written"]
    assert (await verify(book)).tips == 4


async def test_of_a_batch_the_one_that_nobody_foresaw_fails_alone(
    commit: GroupCommit, book: Database
) -> None:
    made = replace(ORDER, key="made", legs=(Leg(person(ALICE), "points", -5), Leg(person(BOB), "points", 6)))

    outcomes = await asyncio.gather(
        *(commit.write(order) for order in [*orders(3), made]), return_exceptions=True
    )

    assert [type(outcome).__name__ for outcome in outcomes] == [*["Written"] * 3, "RuntimeError"]
    assert ((await verify(book)).tips, (await verify(book)).holds) == (3, True)


async def test_orders_are_written_in_the_order_in_which_they_came(commit: GroupCommit) -> None:
    written = await asyncio.gather(*(commit.write(order) for order in orders(20)))

    assert [one.sequence for one in written] == sorted(one.sequence for one in written)


async def test_what_those_before_left_is_what_those_after_them_have(commit: GroupCommit) -> None:
    outcomes = await asyncio.gather(*(commit.write(order) for order in orders(25)), return_exceptions=True)

    assert sum(isinstance(outcome, OverBalance) for outcome in outcomes) == 5


async def test_who_no_longer_waits_loses_nothing(commit: GroupCommit, book: Database) -> None:
    waiting = [asyncio.create_task(commit.write(order), name=order.key) for order in orders(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()

    await asyncio.gather(*waiting, return_exceptions=True)
    await commit.close()

    assert (await verify(book)).tips in {2, 3}
    assert (await verify(book)).holds


async def test_the_same_key_twice_in_a_batch_is_one_transfer(commit: GroupCommit) -> None:
    written = await asyncio.gather(*(commit.write(ORDER) for _ in range(5)))

    assert len({one.transfer_id for one in written}) == 1
    assert [one.repeated for one in written] == [False, True, True, True, True]


async def test_who_is_in_a_transaction_is_told_to_write_there(commit: GroupCommit, book: Database) -> None:
    async with book.transaction():
        with pytest.raises(RuntimeError, match="write in the session"):
            await commit.write(ORDER)


async def test_many_communities_that_come_at_once_are_shared_among_the_writers(
    commit: GroupCommit, batches: list[int], book: Database
) -> None:
    await asyncio.gather(*(commit.write(replace(ORDER, guild_id=guild)) for guild in range(1, 9)))

    assert batches == ([8] if book.dialect == "sqlite" else [4, 4])
    assert [chain.sequence for chain in (await verify(book)).chains] == [3] * 8


async def test_on_a_server_a_community_that_waits_keeps_no_other_waiting(
    commit: GroupCommit, book: Database
) -> None:
    if book.dialect == "sqlite":
        pytest.skip("there is one writer")
    await commit.write(ORDER)
    again = [replace(ORDER, guild_id=guild, key="again") for guild in range(GUILD, GUILD + 8)]

    async with book.transaction() as session:
        await session.execute(select(ChainRow).where(ChainRow.guild_id == GUILD).with_for_update())
        # Not of this task, which is in a transaction.
        writing = [asyncio.create_task(commit.write(order)) for order in again]
        await asyncio.gather(*writing[1:])
        assert not writing[0].done()
    written = await asyncio.gather(*writing)

    assert not any(one.repeated for one in written)
    assert (await verify(book)).tips == 9


async def test_who_waits_to_begin_a_chain_keeps_no_other_chain_waiting(
    book: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if book.dialect == "sqlite":
        pytest.skip("there is one writer")
    monkeypatch.setattr(group_commit, "WRITERS_ON_A_SERVER", 1)
    commit = GroupCommit(book, clock.now)
    await commit.write(ORDER)
    who_waits = text("datname = current_database() AND wait_event_type = 'Lock'")
    waiting: Select[*tuple[Any, ...]] = (
        select(literal_column("pid")).select_from(text("pg_stat_activity")).where(who_waits)
    )

    async with book.transaction() as session:
        session.add(ChainRow(guild_id=20, sequence=0, hash=GENESIS))
        await session.flush()
        again = [replace(ORDER, guild_id=guild_id, key="again") for guild_id in (GUILD, 20)]
        writing = [asyncio.create_task(commit.write(order)) for order in again]
        async with asyncio.timeout(30):
            while not await book.lookup(waiting):
                pass
        # Or each would wait for the other.
        free = select(ChainRow.guild_id).where(ChainRow.guild_id == GUILD).with_for_update(nowait=True)
        assert await session.scalar(free) == GUILD
    await asyncio.gather(*writing)

    assert (await verify(book)).tips == 3
