"""A rule that is plain SQLAlchemy Core, in one transaction of its own."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.unreachable import DatabaseNotWritable

if TYPE_CHECKING:
    from tests.bot.storage.conftest import Probe


async def count(database: Database, probe: Probe) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(probe.account)) or 0


async def test_what_it_wrote_is_there_afterwards(database: Database, probe: Probe) -> None:
    def work(connection: Connection) -> int:
        return connection.execute(insert(probe.account).values(id=1, balance=5)).rowcount

    assert await database.atomically(work) == 1
    assert await count(database, probe) == 1


async def test_an_exception_takes_everything_back_and_the_next_one_works(
    database: Database, probe: Probe
) -> None:
    def work(connection: Connection) -> None:
        connection.execute(insert(probe.account).values(id=1, balance=5))
        connection.execute(insert(probe.account).values(id=1, balance=5))

    with pytest.raises(IntegrityError):
        await database.atomically(work)

    assert await count(database, probe) == 0
    await database.atomically(lambda connection: connection.execute(insert(probe.account).values(id=1)))
    assert await count(database, probe) == 1


async def test_many_at_once_lose_nothing(database: Database, probe: Probe) -> None:
    async with database.transaction() as session:
        await session.execute(insert(probe.account).values(id=1, balance=0))

    def more(connection: Connection) -> None:
        row = select(probe.account.c.balance).where(probe.account.c.id == 1).with_for_update()
        balance = connection.scalar(row)
        assert balance is not None
        connection.execute(update(probe.account).values(balance=balance + 1))

    async def in_a_session() -> None:
        async with database.transaction() as session:
            await session.execute(update(probe.account).values(balance=probe.account.c.balance + 1))

    await asyncio.gather(
        *(database.atomically(more) for _ in range(20)), *(in_a_session() for _ in range(20))
    )

    async with database.reading() as session:
        assert await session.scalar(select(probe.account.c.balance)) == 40


async def test_in_a_transaction_there_is_no_other(database: Database) -> None:
    async with database.transaction():
        assert database.is_writing
        with pytest.raises(RuntimeError, match="a transaction inside a transaction"):
            await database.atomically(lambda connection: connection.execute(text("SELECT 1")))
    assert not database.is_writing


async def test_who_is_cancelled_meanwhile_leaves_it_whole(database: Database, probe: Probe) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        connection.execute(insert(probe.account).values(id=1, balance=5))
        begun.set()
        go_on.wait(20)

    if database.dialect != "sqlite":
        pytest.skip("only SQLite has the thread")
    task = asyncio.create_task(database.atomically(work), name="work")
    await asyncio.to_thread(begun.wait, 20)
    task.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await count(database, probe) == 1


async def test_a_database_that_takes_no_writes_says_so_in_words_of_ours(
    database: Database, probe: Probe
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("done with a setting of SQLite's")

    def work(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        try:
            connection.execute(insert(probe.account).values(id=1, balance=5))
        finally:
            connection.exec_driver_sql("PRAGMA query_only = OFF")

    with pytest.raises(DatabaseNotWritable):
        await database.atomically(work)

    assert await count(database, probe) == 0
