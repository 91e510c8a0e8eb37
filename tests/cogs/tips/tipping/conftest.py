from __future__ import annotations

from functools import partial

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen, SeenMessage
from bot.sandbox.world.components import walk
from bot.testing import eventually
from cogs.rooms.api import Company, Room, Rooms
from cogs.tips.api import Ledger
from tests.cogs.house import House


def labels(seen: Seen | SeenMessage) -> list[str]:
    """What is written on the buttons."""
    return [str(part["label"]) for part in walk(seen.components) if "label" in part]


def button(seen: Seen | SeenMessage, label: str) -> str:
    """The custom id of the button on which that is written."""
    return next(str(part["custom_id"]) for part in walk(seen.components) if part.get("label") == label)


async def has(house: House, person: Person) -> int:
    return await house.bot.service(Ledger).balance(house.sandbox.guild.id, person.id)


async def comes_up(house: House, host: Person, *people: Person) -> None:
    """Let people be called up, one after the other."""
    rooms, company = house.bot.service(Rooms), house.bot.service(Company)
    for person in people:
        await person.raise_hand()
        await house.expect_queue(host, [person])
        await host.slash("hand next")
        await person.accept()
        room = rooms.of(house.sandbox.guild.id)[0]
        await eventually(partial(is_heard, company, room, person))


def is_heard(company: Company, room: Room, person: Person) -> bool:
    return person.id in company.on_the_floor(room)
