"""Work on a recording that may take longer than a timer waits for its handler, and is owed until it is done.

The handler begins the work and looks at it for a while; if it is not done by then it owes itself another
look, and the work goes on meanwhile. What fails is tried again as timers are; what a process was at when it
ended, another begins anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timer_store import TimerDue
from bot.timers import Timers
from bot.undo import undoable

#: So long a handler looks at its work; less than a timer waits for its handler.
LOOK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes to owe work and to do it."""

    database: Database
    timers: Timers
    tasks: Tasks
    now: Callable[[], datetime]


class Lasting:
    """One kind of work, on one recording after the other."""

    def __init__(self, means: Means, kind: str, work: Callable[[int], Awaitable[None]]) -> None:
        """Prepare; `kind` is the timer's, and `work` is called with the id of the recording."""
        self._means = means
        self._kind, self._do = kind, work
        self._work: dict[str, asyncio.Task[None]] = {}

    def listen(self) -> None:
        """Do what is owed, also from before a restart; what is at work when the cog ends is owed still."""
        self._means.timers.on(self._kind, self._due)
        undoable(self._stop)

    async def _due(self, due: TimerDue) -> None:
        means, work = self._means, self._work.get(due.key)
        if work is None:
            begun = self._begin(int(due.payload["replay_id"]))
            work = self._work[due.key] = means.tasks.start(begun, name=f"{self._kind}:{due.key}")
        done, _ = await asyncio.wait({work}, timeout=LOOK_SECONDS)
        if not done:
            async with means.database.transaction() as session:
                await means.timers.schedule(session, self._kind, due.key, means.now(), due.payload)
            return
        del self._work[due.key]
        work.result()

    async def _begin(self, replay_id: int) -> None:
        await self._do(replay_id)

    def _stop(self) -> None:
        for work in self._work.values():
            work.cancel()
