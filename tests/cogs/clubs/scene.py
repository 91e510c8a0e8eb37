"""What tests of clubs in the sandbox share: who is there, and how a button is found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen, SeenMessage
from bot.sandbox.world.models import Guild
from cogs.clubs.api import Club, ClubRole
from cogs.clubs.service import ClubBook
from tests.cogs.house import CLUB, House


def pressable(seen: Seen | SeenMessage, what: str) -> str:
    """The custom id of the first button or select of a kind, `join` or `accept`."""
    return next(one for one in seen.custom_ids if one.split(":")[1] == what)


@dataclass
class Scene:
    """A community with a club, its owner, and whoever manages the community."""

    house: House
    owner: Person

    @property
    def guild(self) -> Guild:
        """The community in Discord."""
        return self.house.sandbox.guild

    @property
    def steward(self) -> Person:
        """Whoever owns the server."""
        return self.house.sandbox.actor(self.guild.owner_id)

    @property
    def book(self) -> ClubBook:
        """The clubs of the bot that runs."""
        return self.house.bot.service(ClubBook)

    async def club(self) -> Club:
        """The club as it is."""
        return await self.book.named(self.guild.id, CLUB)

    async def role_of(self, person: Person) -> ClubRole | None:
        """What somebody is in it."""
        return await self.book.role_of((await self.club()).id, person.id)

    async def member(self, name: str, locale: str = "en-US") -> Person:
        """Let somebody into the community, and into the club."""
        person = self.house.person(name, locale)
        assert "Welcome" in (await person.slash("club join", club=CLUB)).text or locale != "en-US"
        return person

    async def press(self, person: Person, seen: Seen, what: str) -> Seen:
        """Press a button that somebody sees."""
        return await person.click(seen.message_id, pressable(seen, what))

    async def way_in(self, way: str, question: str = "", *, required: bool = False) -> Seen:
        """Change how people come in, as its owner does."""
        await self.owner.slash("club edit", club=CLUB, what="way-in")
        return await self.owner.submit({"way": way, "question": question, "required": required})
