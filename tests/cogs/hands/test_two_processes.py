from __future__ import annotations

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.hands.service import HandQueue
from tests.cogs.hands.a_room import a_room
from tests.together import said_by, together

ROOM = a_room(7)


async def test_two_bots_that_call_at_once_ask_two_people(
    book: Database, database_url: str, events: Events, clock: MovableClock
) -> None:
    queue = HandQueue(book, events, clock.now)
    for person in (1, 2, 3):
        await queue.raise_hand(ROOM, person)

    async with together("tests.cogs.hands.calls", (database_url, ROOM.id), (database_url, ROOM.id)) as bots:
        called = [await said_by(bot) for bot in bots]

    assert sorted(called) == [["1"], ["2"]]
    assert await queue.waiting(ROOM) == [3]
