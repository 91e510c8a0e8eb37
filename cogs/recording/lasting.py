"""Work on a recording that may take longer than a timer waits for its handler, and is owed until it is done.

The handler begins the work and looks at it for a while; if it is not done by then it owes itself another
look, and the work goes on meanwhile. What fails is tried again as timers are; what a process was at when it
ended, another begins anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timer_store import TimerDue
from bot.timers import Timers

#: So long a handler looks at its work; less than a timer waits for its handler.
LOOK_SECONDS = 120.0


class Lasting:
    """One kind of work, on one recording after the other."""

    def __init__(
        self,
        database: Database,
        timers: Timers,
        tasks: Tasks,
        now: Callable[[], datetime],
        *,
        kind: str,
        work: Callable[[int], Awaitable[None]],
    ) -> None:
        """Prepare; `kind` is the timer's, and `work` is called with the id of the recording."""
        self._database, self._timers, self._tasks, self._now = database, timers, tasks, now
        self._kind, self._do = kind, work
        self._work: dict[int, asyncio.Task[None]] = {}

    def listen(self) -> None:
        """Do what is owed, also from before a restart."""
        self._timers.on(self._kind, self._due)

    async def _due(self, due: TimerDue) -> None:
        replay_id = int(due.payload["replay_id"])
        work = self._work.get(replay_id)
        if work is None:
            work = self._tasks.start(self._begin(replay_id), name=f"{self._kind}:{replay_id}")
            self._work[replay_id] = work
        done, _ = await asyncio.wait({work}, timeout=LOOK_SECONDS)
        if not done:
            async with self._database.transaction() as session:
                await self._timers.schedule(session, self._kind, due.key, self._now(), due.payload)
            return
        del self._work[replay_id]
        work.result()

    async def _begin(self, replay_id: int) -> None:
        await self._do(replay_id)
