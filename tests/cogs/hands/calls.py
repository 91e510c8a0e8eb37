"""A process of its own: calls the next hand of a room, and prints whose it was."""

from __future__ import annotations

import asyncio
import sys

from bot.clock import SystemClock
from bot.events import Events
from bot.storage.database import Database
from cogs.hands.service import HandQueue
from tests.cogs.hands.a_room import a_room
from tests.together import ready_and_waiting


async def main(url: str, room_id: int) -> None:
    database = Database(url)
    queue = HandQueue(database, Events(), SystemClock().now)
    room = a_room(room_id)
    await queue.waiting(room)  # connects
    ready_and_waiting()
    print(await queue.call_next(room))  # noqa: T201 - the test reads it
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
