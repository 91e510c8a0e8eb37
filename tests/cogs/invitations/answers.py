"""A process of its own: does one thing with an invitation, and prints what came of it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

from bot.clock import MovableClock
from bot.errors import UserError
from bot.events import Events
from bot.storage.database import Database
from cogs.invitations.service import Invitee
from tests.cogs.invitations.circle import GUILD, Circle
from tests.together import ready_and_waiting


async def main(url: str, club_id: int, what: str, given: str, user_id: int) -> None:
    database = Database(url)
    circle = Circle(database, Events(), MovableClock())
    circle.club = await circle.clubs.get(club_id)  # connects
    deeds: dict[str, Callable[[], Awaitable[object]]] = {
        "redeem": lambda: circle.book.redeem(GUILD, user_id, given),
        "accept": lambda: circle.book.accept(int(given), user_id),
        "decline": lambda: circle.book.decline(int(given), user_id),
        "let in": lambda: circle.book.let_in(circle.club, user_id, Invitee(int(given), "Somebody")),
        "invite": lambda: circle.book.invite(circle.club, user_id, Invitee(int(given), "Somebody")),
    }
    ready_and_waiting()
    try:
        await deeds[what]()
    except UserError as refusal:
        print(refusal.key)  # noqa: T201 - the test reads it
    else:
        print("done")  # noqa: T201 - as above
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])))
