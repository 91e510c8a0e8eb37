"""The engines, and the two ways in: `transaction()` to write, `reading()` to read.

`lookup()` is a short cut for a single question, which needs neither session nor transaction, `ask()` the
same for one about a whole set of rows, and `glance()` a shorter one for a question that a key answers in a
few rows.

On SQLite the driver's own transaction control is off. Left on, it begins only
at the first write, so two callers read the same row, both add to it, and one
addition is lost. Here a writer says `BEGIN IMMEDIATE` before it reads anything,
and a reader has connections of its own that cannot write. On PostgreSQL a
writer that reads first locks its rows (`with_for_update()`, which SQLite's
dialect leaves out), and a reader sees one snapshot.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from bot.errors import UpstreamError
from bot.storage import after_commit, engines
from bot.storage.base import Table
from bot.storage.glances import Glance, Glances
from bot.storage.inserts import Insert, insert_for
from bot.storage.thread import ReadingThreads, WritingThread
from bot.storage.unreachable import DatabaseBusy, held, readable
from bot.storage.url import parse, shown

# How long a writer waits for the others of this process, and for other processes, before it gives up.
_TURN_SECONDS = 30.0
# How long a change of tables waits for another process, which may be changing them too.
_SCHEMA_SECONDS = 60.0

T = TypeVar("T")


class Database:
    """Owns the engines; hands out transactions."""

    def __init__(self, url: str) -> None:
        """Prepare the engines; nothing is connected yet.

        Raises:
            OperatorError: the URL cannot be used.
        """
        self._url = parse(url)
        self.dialect: Literal["sqlite", "postgresql"] = engines.dialect_of(self._url)
        with readable(self._url):
            self._writer, self._reader = engines.create(self._url)
        self._single = engines.of_single_questions(self._reader)
        # On PostgreSQL a statement costs a round trip whoever sends it.
        self._thread: WritingThread | None = None
        self._questions: ReadingThreads | None = None
        self._glances: Glances | None = None
        if self.dialect == "sqlite":
            self._thread = WritingThread(engines.create_plain(self._url), self._url)
            self._questions = ReadingThreads(
                engines.create_asking(self._url), self._url, connections=engines.SQLITE_QUESTIONS
            )
            self._glances = Glances(engines.create_glancing(self._url))
        self._writing_sessions = async_sessionmaker(
            self._writer, sync_session_class=after_commit.WritingSession, expire_on_commit=False
        )
        self._reading_sessions = async_sessionmaker(self._reader, expire_on_commit=False)
        # SQLite admits one writer. Those of this process queue here, in the order
        # they came; polling the file's lock is left to different processes.
        self._turn = asyncio.Semaphore(1 if self.dialect == "sqlite" else engines.POSTGRESQL_WRITERS)
        self._writers: set[asyncio.Task[object] | None] = set()

    def __repr__(self) -> str:
        return f"Database({shown(self._url)})"

    @property
    def is_writing(self) -> bool:
        """Whether this task is in a transaction, and may not wait for another writer."""
        return asyncio.current_task() in self._writers

    def insert(self, table: type[Table]) -> Insert:
        """Begin an INSERT that can say what happens to a row that is there already; see `insert_in` too."""
        return insert_for(self.dialect, table)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Begin at once; commit on leaving, roll back on any exception.

        Work registered with `after_commit` runs after the commit, before this returns.

        Raises:
            OperatorError: the database cannot be reached.
            UpstreamError: other writers held it for too long, or the connection broke.
            RuntimeError: this task is in a transaction already; pass its session on instead.
        """
        async with self._my_turn(), await self._begun() as session:
            after_commit.open_list(session)
            with held(self._url):
                try:
                    yield session
                except BaseException:
                    await session.rollback()
                    raise
                await session.commit()
        await after_commit.run(session)

    async def atomically(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which is plain SQLAlchemy Core, in one transaction of its own; faster than a session.

        On SQLite it runs in a thread from its first statement to the commit, so it touches nothing
        that belongs to the event loop. It runs once; an exception from it rolls back and is raised here.

        Raises:
            OperatorError: the database cannot be reached.
            UpstreamError: other writers held it for too long, it cannot be written, or the connection broke.
            RuntimeError: this task is in a transaction already: run `work` in that one.
        """
        async with self._my_turn():
            if self._thread is None:
                return await self._on_server(work)
            until = time.monotonic() + _TURN_SECONDS
            while True:
                try:
                    return await self._thread.run(work)
                except DatabaseBusy:
                    if time.monotonic() >= until:
                        raise

    async def _on_server(self, work: Callable[[Connection], T]) -> T:
        connection = self._writer.connect()
        with readable(self._url):
            await connection.start()
        try:
            with held(self._url):
                await connection.begin()
                answer = await connection.run_sync(work)
                await connection.commit()
        finally:
            await connection.close()
        return answer

    async def _begun(self) -> AsyncSession:
        """A session whose transaction has begun, however long other processes keep the file from us.

        SQLite lets waiting processes try again and again in no order, so that one of many
        may be unlucky for longer than a single busy timeout.
        """
        until = time.monotonic() + _TURN_SECONDS
        while True:
            session = self._writing_sessions()
            try:
                with readable(self._url):
                    await session.connection()
            except DatabaseBusy:
                await session.close()
                if time.monotonic() >= until:
                    raise
            except BaseException:
                await session.close()
                raise
            else:
                return session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Read one consistent snapshot; a write in here is an error of the database.

        Raises:
            OperatorError: the database cannot be reached.
        """
        async with self._reading_sessions() as session:
            with readable(self._url):
                await session.connection()
            with held(self._url):
                yield session

    async def lookup(
        self, question: Select[*tuple[Any, ...]], given: Mapping[str, Any] | None = None
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows that answer a single question: one statement sees one snapshot anyway.

        It costs a third of what `reading` does, which matters where somebody waits for a glance at a row.
        Columns come back, never mapped objects; a select of a table's columns is the cheapest.

        Raises:
            OperatorError: the database cannot be reached.
        """
        return await self.ask(lambda connection: connection.execute(question, given).all())

    async def ask(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which asks a single question in plain SQLAlchemy Core, as those of `bot.storage.sets`.

        On SQLite it runs in a thread, from its connection to its last row in one go.

        Raises:
            OperatorError: the database cannot be reached.
        """
        if self._questions is not None:
            return await self._questions.run(work)
        async with AsyncExitStack() as opened:
            with readable(self._url):
                connection = await opened.enter_async_context(self._single.connect())
                await connection.begin()
            with held(self._url):
                return await connection.run_sync(work)

    async def glance(self, glance: Glance, **given: object) -> Sequence[Any]:
        """As `lookup`, for a question that a key answers in a few rows: on SQLite it holds the event loop.

        Each row is a tuple whose values have the names of the columns.

        Raises:
            OperatorError: the database cannot be reached.
        """
        rows = None if self._glances is None else self._glances.ask(glance, given)
        if rows is None:
            rows = list(map(glance.row._make, await self.lookup(glance.question, given)))
        return rows

    @asynccontextmanager
    async def schema_change(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that changes tables, one process at a time.

        Raises:
            OperatorError: the database cannot be reached, or not be written.
            UpstreamError: others held it for too long.
        """
        await self.check()
        async with self._my_turn(), AsyncExitStack() as opened:
            yield await self._begun_change(opened)

    async def _begun_change(self, opened: AsyncExitStack) -> AsyncConnection:
        """As `_begun`, with more patience: another process may be changing its tables.

        Nor can a wait inside SQLite be broken off, so that many short ones end sooner when the process does.
        """
        until = time.monotonic() + _SCHEMA_SECONDS
        while True:
            try:
                async with AsyncExitStack() as attempt:
                    with readable(self._url):
                        connection = await attempt.enter_async_context(self._writer.connect())
                        await attempt.enter_async_context(engines.changing_schema(connection))
                    await opened.enter_async_context(attempt.pop_all())
                    return connection
            except DatabaseBusy:
                if time.monotonic() >= until:
                    raise

    async def check(self) -> None:
        """Reach the database once.

        Raises:
            OperatorError: it cannot be reached; the message has no password.
        """
        async with self.reading():
            pass

    async def close(self) -> None:
        """Close every connection."""
        if self._glances is not None:
            self._glances.close()
        await self._reader.dispose()
        await self._writer.dispose()
        if self._questions is not None:
            await self._questions.close()
        if self._thread is not None:
            await self._thread.close()

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        task = asyncio.current_task()
        if self.is_writing:
            raise RuntimeError("a transaction inside a transaction: pass the session on instead")
        try:
            async with asyncio.timeout(_TURN_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            raise UpstreamError(f"the database was busy for {_TURN_SECONDS:g} s") from None
        self._writers.add(task)
        try:
            yield
        finally:
            self._writers.discard(task)
            self._turn.release()
