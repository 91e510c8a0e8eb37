"""A process of its own: starts timers of kind "test.bell" and prints each that is handed over."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from bot.clock import SystemClock
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers


async def main(url: str, key: str, behaviour: str) -> None:
    database = Database(url)
    timers = Timers(database, SystemClock(), lease_seconds=1.0, poll_seconds=0.1)

    async def ring(due: TimerDue) -> None:
        print(due.key, due.payload["note"], flush=True)  # noqa: T201 - the test reads it
        if behaviour == "hang":
            await asyncio.Event().wait()

    timers.on("test.bell", ring)
    if key:
        async with database.transaction() as session:
            due_at = SystemClock().now() + timedelta(milliseconds=50)
            await timers.schedule(session, "test.bell", key, due_at, {"note": "ding"})
    timers.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
