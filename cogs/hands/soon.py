"""Work that is asked for again and again, and done as often as it is worth it.

Whoever asks does not wait. For one key one task runs at a time; what is asked for while it runs is done once
more after it, no sooner than `every_seconds` after the last time. So however much happens, the last of it
is always seen, and Discord is asked no more than so often.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import RostraError
from bot.tasks import Tasks

log = logging.getLogger(__name__)

K = TypeVar("K", bound=Hashable)


class Soon(Generic[K]):
    """Does one kind of work for many keys."""

    def __init__(
        self, tasks: Tasks, name: str, work: Callable[[K], Awaitable[None]], *, every_seconds: float = 0.0
    ) -> None:
        self._tasks = tasks
        self._name = name
        self._work = work
        self._every_seconds = every_seconds
        self._asked: set[K] = set()
        self._running: set[K] = set()

    def ask(self, key: K) -> None:
        """See to it that the work is done for `key`, from its beginning, after now."""
        self._asked.add(key)
        # A process that ends begins nothing new; whoever asks again after its restart does.
        if key not in self._running and not self._tasks.closed:
            self._running.add(key)
            self._tasks.start(self._run(key), name=f"{self._name}:{key}")

    async def _run(self, key: K) -> None:
        try:
            while key in self._asked:
                self._asked.discard(key)
                began = time.monotonic()
                await self._once(key)
                await asyncio.sleep(max(0.0, self._every_seconds - (time.monotonic() - began)))
        finally:
            self._running.discard(key)

    async def _once(self, key: K) -> None:
        try:
            await self._work(key)
        except (RostraError, SQLAlchemyError, OSError) as error:
            # Whatever happens next asks again.
            log.warning("%s of %s did not work: %s", self._name, key, error)
