"""A cursor of SQLite that goes to the driver's thread once for each statement.

SQLAlchemy makes a cursor, executes, fetches and closes it. With aiosqlite's own cursor each of the four is
a trip to another thread and back, some 40 us of CPU whatever is asked; four fifths of what a short question
costs was that. Here the rows come back with the first trip, and only a long answer takes more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Sequence
from typing import Any, Self

import aiosqlite

#: So many rows come with the statement itself, and so many with each further trip for a part of the rest.
FIRST_ROWS = 500


class Cursor:
    """What SQLAlchemy asks of a cursor (`sqlalchemy.connectors.asyncio`, AsyncIODBAPICursor)."""

    arraysize = 1

    def __init__(self, connection: FileConnection) -> None:
        self._connection = connection
        self._open: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def execute(self, operation: str, parameters: Any = ()) -> Self:
        """Execute one statement, and take the first rows along."""
        await self._connection.in_thread(self._run, operation, parameters)
        return self

    async def executemany(self, operation: str, parameters: Iterable[Any]) -> Self:
        """Execute one statement for each of these; no rows come of that."""
        await self._connection.in_thread(self._run_many, operation, parameters)
        return self

    async def fetchone(self) -> Any:
        """The next row, or None."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        size = size or self.arraysize
        if len(self._rows) < size and self._open is not None:
            await self._connection.in_thread(self._take, max(size, FIRST_ROWS))
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        if self._open is not None:
            await self._connection.in_thread(self._take, None)
        taken, self._rows = self._rows, []
        return taken

    async def __aiter__(self) -> AsyncIterator[Any]:
        while rows := await self.fetchmany(FIRST_ROWS):
            for row in rows:
                yield row

    async def close(self) -> None:
        """Give back what is still open."""
        if self._open is not None:
            await self._connection.in_thread(self._close)

    def _run(self, operation: str, parameters: Any) -> None:
        cursor = self._open = self._connection.file.execute(operation, parameters)
        self.description = cursor.description
        if cursor.description is None:
            self._close()
        else:
            self._take(FIRST_ROWS)

    def _run_many(self, operation: str, parameters: Iterable[Any]) -> None:
        self._open = self._connection.file.executemany(operation, parameters)
        self._close()

    def _take(self, most: int | None) -> None:
        assert self._open is not None, "asked only while something is open"
        fresh = self._open.fetchall() if most is None else self._open.fetchmany(most)
        self._rows += fresh
        if most is None or len(fresh) < most:
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            # Of a statement that answers rows, it is known only now how many it has changed.
            self.rowcount, self.lastrowid = self._open.rowcount, self._open.lastrowid
            self._open.close()
            self._open = None


class FileConnection(aiosqlite.Connection):
    """aiosqlite's connection, with cursors of ours."""

    @property
    def file(self) -> sqlite3.Connection:
        """The connection itself, for the thread that it belongs to."""
        return self._conn

    async def in_thread(self, work: Callable[..., None], *given: Any) -> None:
        """Do something in the driver's thread."""
        await self._execute(work, *given)  # type: ignore[no-untyped-call]  # aiosqlite annotates only its face

    async def rollback(self) -> None:
        """Roll back, which is a trip to the thread for nothing where no transaction has begun."""
        if self.in_transaction:
            await super().rollback()

    def __await__(self) -> Generator[Any, None, Self]:
        # As aiosqlite has it, which answers its own class by name.
        return super().__await__()  # type: ignore[return-value]

    # aiosqlite's own answers something to await as well, which nobody here does.
    def cursor(self) -> Cursor:  # type: ignore[override]
        """A cursor for SQLAlchemy."""
        return Cursor(self)
