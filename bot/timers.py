"""Timers as rows: what was promised for later happens, also after a restart.

A timer is written in the caller's own transaction, so it exists if and only if
what it belongs to does. One sleeper waits for the next due row and hands rows to
the handler of their kind, in the order they are due. The rules:

1. A handler's success deletes its row. A process that dies in between fires it
   again, so a handler must bear to be called twice (at least once, never lost).
2. Rows of one kind go one after the other; a slow kind does not hold up another.
3. Who hands a row over holds a short lease on it, renewed while the handler
   runs, so two processes on one database do not both fire it, and the rows of a
   process that was killed are free again in seconds.
4. A failure is tried again, later each time; after the last try the row stays,
   marked as failed, and the log says so.

Moments follow the bot's clock, which can be moved. Leases are about processes
and stay on real time.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timer_store import TimerDue, TimerStore
from bot.undo import undoable
from bot.watching import NOT_NOW, Watch, keep_lease

log = logging.getLogger(__name__)

Handler = Callable[[TimerDue], Awaitable[None]]

# The row that the running handler was called with: scheduled anew from inside, it
# stays instead of being deleted with the handler's success.
_firing: ContextVar[TimerDue | None] = ContextVar("rostra.timers.firing", default=None)

_MOST_ATTEMPTS = 15
_LONGEST_BACKOFF_SECONDS = 600.0
_HANDLER_SECONDS = 300.0


class Timers:
    """Keeps timers, and hands each over when it is due."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        lease_seconds: float = 15.0,
        poll_seconds: float = 15.0,
        first_backoff_seconds: float = 1.0,
    ) -> None:
        """Prepare; nothing fires before `start()`.

        The rows of a killed process are free again after `lease_seconds`; what other
        processes wrote or left is noticed within `poll_seconds`. The wait after a
        first failure is `first_backoff_seconds` and doubles with each.
        """
        self._clock = clock
        self._store = TimerStore(database, lease=timedelta(seconds=lease_seconds))
        self._lease_seconds = lease_seconds
        self._first_backoff_seconds = first_backoff_seconds
        self._handlers: dict[str, Handler] = {}
        self._busy: set[str] = set()
        self._tasks = Tasks("timers")
        self._watch = Watch(self._tasks, clock, "timers", poll_seconds=poll_seconds)

    def on(self, kind: str, handler: Handler) -> None:
        """Hand every due timer of `kind` to `handler`; name kinds `<cog>.<what>`.

        Raises:
            RuntimeError: the kind has a handler already.
        """
        if kind in self._handlers:
            raise RuntimeError(f"timers of kind {kind} have a handler already")
        self._handlers[kind] = handler
        undoable(lambda: self._handlers.pop(kind, None))
        self.wake()

    async def schedule(
        self,
        session: AsyncSession,
        kind: str,
        key: str,
        due_at: datetime,
        payload: Mapping[str, Any] | None = None,
    ) -> bool:
        """Add a timer in the caller's transaction; say whether there is a new one.

        The same kind and key again changes nothing, so a repeated interaction
        schedules once; to move a timer, cancel it first. Two exceptions, which
        count as new: one that was given up, and, from inside a handler, the very
        timer that is being handed over (so one can repeat itself).

        The payload is what the handler needs, as JSON: ids rather than texts.
        """
        firing = _firing.get()
        mine = firing if firing is not None and (firing.kind, firing.key) == (kind, key) else None
        added = await self._store.add(session, TimerDue(kind, key, dict(payload or {}), due_at), firing=mine)
        after_commit(session, self._wake)
        return added

    async def cancel(self, session: AsyncSession, kind: str, key: str) -> bool:
        """Remove a timer in the caller's transaction; say whether there was one."""
        return await self._store.remove(session, kind, key)

    async def owed(self, session: AsyncSession, kind: str) -> list[str]:
        """The keys of all timers of a kind, in the caller's transaction: what was given up as well."""
        return await self._store.keys(session, kind)

    async def is_owed(self, session: AsyncSession, kind: str, key: str) -> bool:
        """Whether there is that timer, in the caller's transaction: also one that was given up."""
        return await self._store.has(session, kind, key)

    def start(self) -> None:
        """Begin to hand over; call it once every handler that waits for old rows is there."""
        self._tasks.start(self._watch.run(self._sweep), name="sleeper")

    async def close(self) -> None:
        """Stop, and free the rows that were being handed over."""
        await self._tasks.close()
        try:
            await self._store.release()
        except NOT_NOW as error:
            log.warning("timers could not be freed, their leases run out instead: %s", error)

    def wake(self) -> None:
        """Look for what is due at once: others have written timers, and committed them."""
        self._watch.wake()

    async def _wake(self) -> None:
        self.wake()

    async def _sweep(self) -> datetime | None:
        """Start on everything due of the kinds that are idle; return when the next is due."""
        idle = [kind for kind in self._handlers if kind not in self._busy]
        if not idle:
            return None
        by_kind: defaultdict[str, list[int]] = defaultdict(list)
        for row_id, kind in await self._store.due(idle, self._clock.now()):
            by_kind[kind].append(row_id)
        for kind, row_ids in by_kind.items():
            self._busy.add(kind)
            self._tasks.start(self._work_through(kind, row_ids), name=kind)
        return await self._store.next_moment([kind for kind in idle if kind not in by_kind])

    async def _work_through(self, kind: str, row_ids: Sequence[int]) -> None:
        try:
            for row_id in row_ids:
                # A cog that is started anew takes its handler away, and brings another.
                if (handler := self._handlers.get(kind)) is None:
                    return
                due = await self._store.claim(row_id, self._clock.now())
                if due is not None:
                    await self._hand_over(row_id, due, handler)
        except NOT_NOW as error:
            log.warning("timers of kind %s wait for the database: %s", kind, error)
        finally:
            self._busy.discard(kind)
            self.wake()

    async def _hand_over(self, row_id: int, due: TimerDue, handler: Handler) -> None:
        lease = keep_lease(
            lambda: self._store.renew(row_id), self._lease_seconds, f"timer {due.kind} {due.key}"
        )
        renewing = self._tasks.start(lease, name=f"{due.kind}.lease")
        token = _firing.set(due)
        try:
            async with asyncio.timeout(_HANDLER_SECONDS):
                await handler(due)
        except Exception as error:  # noqa: BLE001 - an edge: whatever a handler raises means another try
            await self._failed(row_id, due, error)
        else:
            await self._store.finish(row_id)
        finally:
            _firing.reset(token)
            renewing.cancel()

    async def _failed(self, row_id: int, due: TimerDue, error: Exception) -> None:
        attempts = due.attempts + 1
        if attempts >= _MOST_ATTEMPTS:
            await self._store.give_up(row_id, self._clock.now(), repr(error))
            log.error("timer %s %s was given up after %d tries", due.kind, due.key, attempts, exc_info=error)
            return
        wait = min(self._first_backoff_seconds * 2**due.attempts, _LONGEST_BACKOFF_SECONDS)
        await self._store.retry(row_id, self._clock.now() + timedelta(seconds=wait), repr(error))
        log.warning("timer %s %s failed, again in %g s", due.kind, due.key, wait, exc_info=error)
