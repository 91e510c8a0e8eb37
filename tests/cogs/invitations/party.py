"""What tests of invitations in the sandbox share: a club, a member who invites, and what people see."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen, SeenMessage
from cogs.clubs.api import Club, ClubRole, Clubs, Membership
from tests.cogs.house import CLUB, House


@dataclass
class Party:
    """A community with a club, its owner Hana, and Ada, who is a member."""

    house: House
    hana: Person
    ada: Person

    @property
    def clubs(self) -> Clubs:
        """The clubs of the bot that runs."""
        return self.house.bot.service(Clubs)

    async def club(self) -> Club:
        """The club as it is."""
        return await self.clubs.named(self.house.sandbox.guild.id, CLUB)

    async def role_of(self, person: Person) -> ClubRole | None:
        """What somebody is in it."""
        return await self.clubs.role_of((await self.club()).id, person.id)

    async def membership(self, person: Person) -> Membership | None:
        """Somebody's place in it."""
        return await self.clubs.membership_of((await self.club()).id, person.id)

    async def came_by(self, person: Person) -> int | None:
        """Whose invitation somebody came by."""
        membership = await self.membership(person)
        assert membership is not None
        inviter = await self.clubs.membership(membership.invited_by_id or 0)
        return None if inviter is None else inviter.user_id

    async def send(self, inviter: Person, person: Person) -> Seen:
        """Invite somebody."""
        return await inviter.slash("invitation send", person=person.id, club=CLUB)

    async def left(self, person: Person) -> str:
        """How many somebody reads that they have left."""
        return (await person.slash("invitation budget", club=CLUB)).text.splitlines()[0]


async def party(house: House) -> Party:
    """Found the club, and let Ada in."""
    hana, ada = await house.club(), house.person("Ada")
    await ada.slash("club join", club=CLUB)
    return Party(house, hana, ada)


def seen_by(person: Person, message_id: int) -> SeenMessage:
    """A message of the channel as it stands for somebody."""
    return next(message for message in person.messages() if message.id == message_id)


def pressable(seen: Seen | SeenMessage, what: str) -> str:
    """The custom id of the first button of a kind, `accept` or `decline`."""
    return next(one for one in seen.custom_ids if one.split(":")[1] == what)
