"""The threads in which SQLite is asked and written without a hop of threads for every statement.

The asynchronous driver goes to its thread and back with each statement, which costs more
than the statement itself. A rule that is plain SQLAlchemy Core runs here from its first
statement to its commit in one go, and a single question from its connection to its last row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine

from bot.storage.unreachable import held, readable

T = TypeVar("T")


class _Threads:
    """So many threads, and the engine that they alone use."""

    def __init__(self, engine: Engine, url: URL, *, count: int, name: str) -> None:
        self._engine = engine
        self._url = url
        self._threads = ThreadPoolExecutor(max_workers=count, thread_name_prefix=name)

    async def close(self) -> None:
        """Let what runs end, and close the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()


class WritingThread(_Threads):
    """Runs one transaction at a time; whoever calls holds the turn of this process."""

    def __init__(self, engine: Engine, url: URL) -> None:
        super().__init__(engine, url, count=1, name="rostra-writer")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction; returns once it is committed, raises once it is rolled back.

        Raises:
            DatabaseBusy: another process held the file for as long as one wait lasts.
            DatabaseUnreachable: it cannot be opened.
            UpstreamError: it cannot be written.
        """
        done = asyncio.get_running_loop().run_in_executor(self._threads, partial(self._whole, work))
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            # The thread goes on, and until it is through nobody else may write.
            await asyncio.wait((done,))
            if not done.cancelled():
                done.exception()
            raise

    def _whole(self, work: Callable[[Connection], T]) -> T:
        with readable(self._url):
            connection = self._engine.connect()
        with connection:
            with readable(self._url):
                connection.begin()
            with held(self._url):
                answer = work(connection)
                connection.commit()
        return answer


class ReadingThreads(_Threads):
    """Run what only asks, as many at a time as there are connections."""

    def __init__(self, engine: Engine, url: URL, *, connections: int) -> None:
        super().__init__(engine, url, count=connections, name="rostra-reader")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, each statement by itself.

        Raises:
            DatabaseUnreachable: it cannot be opened.
            UpstreamError: it cannot be read.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._whole, work)

    def _whole(self, work: Callable[[Connection], T]) -> T:
        with readable(self._url):
            connection = self._engine.connect()
        with connection, held(self._url), connection.begin():
            return work(connection)
