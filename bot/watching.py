"""What is done with a database again and again: a database that is away is waited for.

Timers and jobs are rows that somebody has to look at. Whoever works them off looks, does what there is, and
rests until something was written, the next moment has come, or others may have left something. What is
counted in memory is stored every so often.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.errors import RostraError
from bot.tasks import Tasks

log = logging.getLogger(__name__)

#: What the database raises while it is away, busy or being restarted.
NOT_NOW = (RostraError, SQLAlchemyError, OSError)


class Watch:
    """Looks at rows whenever there may be something to do; `what` is what the log calls them."""

    def __init__(self, tasks: Tasks, clock: Clock, what: str, *, poll_seconds: float) -> None:
        self._tasks = tasks
        self._clock = clock
        self._what = what
        self._poll_seconds = poll_seconds
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Look again at once."""
        self._changed.set()

    async def run(self, look: Callable[[], Awaitable[datetime | None]]) -> None:
        """Look and rest for ever; `look` answers when there is more, None if it does not know."""
        while True:
            self._changed.clear()
            try:
                next_at = await look()
            except NOT_NOW as error:
                log.warning("%s wait for the database: %s", self._what, error)
                next_at = None
            await self._rest(next_at)

    async def _rest(self, next_at: datetime | None) -> None:
        """Wait for a change, for the next moment, or for another look; whichever is first."""
        waits: list[asyncio.Task[Any]] = [self._tasks.start(self._changed.wait(), name="change")]
        if next_at is not None:
            waits.append(self._tasks.start(self._clock.sleep_until(next_at), name="next"))
        try:
            await asyncio.wait(waits, timeout=self._poll_seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


async def keep_stored(store: Callable[[], Awaitable[object]], every_seconds: float, what: str) -> None:
    """Store what is counted in memory every so often, and once more when this is cancelled."""
    try:
        while True:
            await asyncio.sleep(every_seconds)
            await _store_or_wait(store, what)
    finally:
        await _store_or_wait(store, what)


async def _store_or_wait(store: Callable[[], Awaitable[object]], what: str) -> None:
    try:
        await store()
    except NOT_NOW as error:
        log.warning("%s waits for the database: %s", what, error)


async def keep_lease(renew: Callable[[], Awaitable[object]], lease_seconds: float, what: str) -> None:
    """Renew a lease three times in its length, for as long as the caller lets this run."""
    while True:
        await asyncio.sleep(lease_seconds / 3)
        try:
            await renew()
        except NOT_NOW as error:
            log.warning("the lease on %s could not be renewed: %s", what, error)
