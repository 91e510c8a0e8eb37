"""A process of its own: works on jobs of kind "test.visit" and prints each item before it does it."""

from __future__ import annotations

import asyncio
import sys

from bot.clock import SystemClock
from bot.events import Events
from bot.jobs import Item
from bot.paced import Paced
from bot.storage.database import Database


async def main(url: str, hang_at: int) -> None:
    paced = Paced(
        Database(url),
        SystemClock(),
        Events(),
        per_second=500.0,
        per_second_overall=500.0,
        lease_seconds=1.0,
        poll_seconds=0.1,
    )

    async def visit(item: Item) -> None:
        print(item.target_id, flush=True)  # noqa: T201 - the test reads it
        if item.target_id == hang_at:
            await asyncio.Event().wait()

    paced.on("test.visit", visit)
    paced.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
