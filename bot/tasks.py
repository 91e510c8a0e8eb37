"""Tasks with an owner, a name and a bound.

asyncio keeps only weak references to its tasks and says nothing of their
failures until they are collected. An owner here holds them, logs each failure
once, and cancels and awaits them all when it is closed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


class Tasks:
    """Owns every task that one part of the bot has started."""

    def __init__(self, name: str, *, limit: int = 1_000) -> None:
        self.name = name
        self._limit = limit
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing is begun any more."""
        return self._closed

    def __len__(self) -> int:
        return len(self._running)

    def start(self, work: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """Run `work` beside the caller; `name` is what the log calls it.

        A failure is logged when it happens, whether or not anybody awaits the task.

        Raises:
            RuntimeError: the owner is closed, or has reached its limit of running tasks.
        """
        if self._closed or len(self._running) >= self._limit:
            work.close()
            why = "is closed" if self._closed else f"already runs {self._limit} tasks"
            raise RuntimeError(f"{self.name} cannot start {name}: it {why}")
        task = asyncio.get_running_loop().create_task(work, name=f"{self.name}.{name}")
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self, *, timeout_seconds: float = 10.0) -> None:
        """Cancel everything that runs and wait for it to end.

        A task that is still there after the time allowed is named in the log
        and left behind, so that one stuck part cannot keep the process alive.
        """
        self._closed = True
        # Not ourselves: a task may close its owner as its last act.
        mine = self._running - {asyncio.current_task()}
        for task in mine:
            task.cancel()
        if mine:
            _, stuck = await asyncio.wait(mine, timeout=timeout_seconds)
            for task in stuck:
                log.error("%s did not end within %g s of being cancelled", task.get_name(), timeout_seconds)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task %s failed", task.get_name(), exc_info=error)
