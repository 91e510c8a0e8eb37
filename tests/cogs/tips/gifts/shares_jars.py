"""A process of its own: books the jars of rooms that are over, one after another, and says so of each."""

from __future__ import annotations

import asyncio
import sys

from bot.clock import SystemClock
from bot.storage.database import Database
from tests.cogs.tips.gifts.jars import jars_on
from tests.together import ready_and_waiting


async def main(url: str, room_ids: list[int]) -> None:
    database = Database(url)
    jars = jars_on(database, SystemClock())
    await jars.held(1, 1)  # connects
    ready_and_waiting()
    for room_id in room_ids:
        await jars.book(room_id)
        print(room_id, flush=True)  # noqa: T201 - the test reads it
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], [int(one) for one in sys.argv[2:]]))
