"""What a balance, a board and a page of a statement cost in a small ledger and in a large one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import AddConstraint, DropConstraint

from bot.storage.database import Database
from cogs.tips import boards, pages
from cogs.tips.measures.server import database as made_on_server
from cogs.tips.measures.writing import up_to_date
from cogs.tips.tables import AccountRow, DayRow, EntryRow, TransferRow

PEOPLE, DAYS, GUILD = 500, 365, 10
TIMES = 40  # so often is each asked in a round, and the median taken
_MANY: tuple[Any, ...] = (TransferRow.__table__, EntryRow.__table__, DayRow.__table__)
_AT_ONCE = 500_000
_LAST = datetime(2026, 1, 1, tzinfo=UTC)
Samples = dict[int, dict[str, list[float]]]


async def of_sqlite(folder: Path, sizes: Sequence[int], rounds: int, say: Callable[[str], None]) -> Samples:
    """Ask ledgers of these sizes in files, in turn."""
    opened = {size: await filled(f"sqlite+aiosqlite:///{folder / f'{size}.db'}", size, say) for size in sizes}
    return await _asked(opened, rounds, say)


async def of_server(url: str, sizes: Sequence[int], rounds: int, say: Callable[[str], None]) -> Samples:
    """Ask ledgers of these sizes on a server, in turn."""
    async with AsyncExitStack() as made:
        urls = {size: await made.enter_async_context(made_on_server(url)) for size in sizes}
        opened = {size: await filled(beside, size, say) for size, beside in urls.items()}
        return await _asked(opened, rounds, say)


async def _asked(opened: dict[int, Database], rounds: int, say: Callable[[str], None]) -> Samples:
    samples: Samples = {size: {} for size in opened}
    for number in range(1, rounds + 1):
        say(f"reading, {number} of {rounds}")
        for size, database in opened.items():
            for what, question in QUESTIONS.items():
                samples[size].setdefault(what, []).append(await _timed(database, question))
    for database in opened.values():
        await database.close()
    return samples


async def _timed(database: Database, question: Callable[[AsyncSession], Awaitable[object]]) -> float:
    times = []
    async with database.reading() as session:
        await question(session)
        for _ in range(TIMES):
            session.expunge_all()
            begun = time.perf_counter()
            await question(session)
            times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


async def _balance(session: AsyncSession) -> object:
    return await session.scalar(select(AccountRow.balance_minor).where(*_creator()))


async def _balance_of_a_day(session: AsyncSession) -> object:
    return await boards.balance_before(session, 1, (_LAST - timedelta(days=30)).date())


async def _board(session: AsyncSession) -> object:
    return await boards.of_all_time(session, GUILD, boards.Side.GOT, 10)


async def _board_of_days(session: AsyncSession) -> object:
    first = (_LAST - timedelta(days=30)).date()
    return await boards.since(session, GUILD, first, boards.Side.GOT, 10)


async def page_of_a_creator(session: AsyncSession) -> pages.Page:
    """A page from the middle of a statement."""
    account = (await session.scalars(select(AccountRow).where(*_creator()))).one()
    middle = await pages.first_id_since(session, GUILD, _LAST - timedelta(days=DAYS // 2))
    return await pages.page(session, account, 25, before=middle)


def _creator() -> tuple[ColumnElement[bool], ...]:
    return AccountRow.guild_id == GUILD, AccountRow.owner_id == 1, AccountRow.purpose == "person"


QUESTIONS: dict[str, Callable[[AsyncSession], Awaitable[object]]] = {
    "balance": _balance,
    "balance of a day": _balance_of_a_day,
    "board of all time": _board,
    "board of 30 days": _board_of_days,
    "page of a statement": page_of_a_creator,
}


@dataclass(frozen=True, slots=True)
class _Words:
    """How a store counts, and says a day and a moment so long before the last one."""

    numbers: str
    day: str
    moment: str


_SQLITE = _Words(
    "WITH RECURSIVE n(i) AS (SELECT {0} UNION ALL SELECT i + 1 FROM n WHERE i < {1})",
    "date('2026-01-01', '-' || ({0}) || ' days')",
    "datetime('2026-01-01', '-' || ({0}) || ' seconds')",
)
_POSTGRESQL = _Words(
    "WITH n AS (SELECT generate_series({0}, {1}) AS i)",
    "date '2026-01-01' - ({0})",
    "timestamptz '2026-01-01Z' - ({0}) * interval '1 s'",
)


async def filled(url: str, entries: int, say: Callable[[str], None]) -> Database:
    """A ledger with so many entries, in the shape that the book writes and with no chain: only read from."""
    say(f"filling a ledger with {entries:,} entries")
    database = await up_to_date(url)
    words = _SQLITE if database.dialect == "sqlite" else _POSTGRESQL
    async with database.transaction() as session:
        await session.run_sync(lambda plain: _without_order(plain.connection()))
    for count, table, row in _rows(words, entries // 2):
        for first in range(1, count + 1, _AT_ONCE):
            counted = words.numbers.format(first, min(count, first + _AT_ONCE - 1))
            async with database.transaction() as session:
                await session.execute(text(f"INSERT INTO {table} {counted} SELECT {row} FROM n"))  # noqa: S608 - all of it from here
    async with database.transaction() as session:
        await session.run_sync(lambda plain: _in_order(plain.connection()))
        await session.execute(text("ANALYZE"))
    return database


def _without_order(connection: Connection) -> None:
    """Take away what is looked up or put in order with every row: once, at the end, it is far quicker."""
    for table in _MANY:
        for index in table.indexes:
            index.drop(connection)
        for constraint in table.foreign_key_constraints if connection.dialect.name == "postgresql" else ():
            connection.execute(DropConstraint(constraint))


def _in_order(connection: Connection) -> None:
    for table in _MANY:
        for index in table.indexes:
            index.create(connection)
        for constraint in table.foreign_key_constraints if connection.dialect.name == "postgresql" else ():
            connection.execute(AddConstraint(constraint))


def _rows(words: _Words, transfers: int) -> Iterator[tuple[int, str, str]]:
    """How many rows of each table, and each as an expression over its number `i`."""
    half = PEOPLE // 2
    at = words.moment.format(f"CAST({transfers} - i AS BIGINT) * {DAYS * 86_400} / {transfers}")
    day = words.day.format(f"(i - 1) / {PEOPLE}")
    yield (
        PEOPLE,
        "tips_account",
        f"i, {GUILD}, 'points', 'person', i, i, i * 7 % 1009, i * 11 % 1013, false, NULL, NULL, NULL",
    )
    yield (
        transfers,
        "tips_transfer",
        f"i, {GUILD}, i, 2, 'tip', 'points', 1, 'k:' || i, {at}, NULL, NULL, false, NULL, NULL, '', ''",
    )
    # Every tenth is a tip to the creator who is asked about.
    yield transfers, "tips_entry", f"i, CASE i % 10 WHEN 0 THEN 1 ELSE 2 + i % {half - 1} END, 1"
    yield transfers, "tips_entry", f"i, {half + 1} + i % {half}, -1"
    yield (
        PEOPLE * DAYS,
        "tips_day",
        f"1 + i % {PEOPLE}, {day}, {GUILD}, 'points', 5, 5, i % 97, 5, i % 89, 5, i, i",
    )
