from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.cursors import FIRST_ROWS
from bot.storage.database import Database

MANY = FIRST_ROWS * 2 + 1


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Give a database in a file, with many rows in it."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'rows.db'}")
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE tip (id INTEGER PRIMARY KEY, amount INTEGER UNIQUE)"))
        tips = [{"amount": number} for number in range(MANY)]
        await session.execute(text("INSERT INTO tip (amount) VALUES (:amount)"), tips)
    yield database
    await database.close()


async def amounts(session: AsyncSession) -> list[int]:
    return list(await session.scalars(text("SELECT amount FROM tip ORDER BY id")))


async def test_an_answer_longer_than_one_trip_is_whole(database: Database) -> None:
    async with database.reading() as session:
        assert await amounts(session) == list(range(MANY))
        assert await session.scalar(text("SELECT amount FROM tip WHERE id = 7")) == 6
        assert await session.scalar(text("SELECT amount FROM tip WHERE id = 0")) is None


async def test_an_answer_that_is_streamed_comes_in_parts_and_whole(database: Database) -> None:
    async with database.reading() as session:
        rows = await session.stream(text("SELECT amount FROM tip ORDER BY id"))
        parts = [len(part) async for part in rows.partitions(300)]
        others = await session.stream_scalars(text("SELECT amount FROM tip ORDER BY id"))
        first = await anext(others)
        await others.close()

    assert (sum(parts), max(parts), first) == (MANY, 300, 0)


async def test_what_a_statement_changed_is_counted_with_and_without_an_answer(database: Database) -> None:
    async with database.transaction() as session:
        plain = await session.execute(text("UPDATE tip SET amount = -amount WHERE id > 1 AND id < 5"))
        told = await session.execute(text("DELETE FROM tip WHERE id < 3 RETURNING amount"))

    assert plain.rowcount == 3  # type: ignore[attr-defined]  # a statement as text has one, too
    assert told.all() == [(0,), (-1,)]


async def test_a_refused_statement_leaves_the_connection_as_it_was(database: Database) -> None:
    async with database.transaction() as session:
        with pytest.raises(IntegrityError):
            await session.execute(text("INSERT INTO tip (amount) VALUES (5)"))
        await session.execute(text("DELETE FROM tip WHERE amount = 5"))

    async with database.reading() as session:
        assert len(await amounts(session)) == MANY - 1
