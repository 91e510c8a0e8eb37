"""A club, and invitations into it, without Discord."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.events import Events
from bot.settings.store import Place
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from cogs.clubs.api import Club, ClubBanned, ClubJoined, ClubLeft
from cogs.clubs.service import ClubBook
from cogs.clubs.tables import ClubRow
from cogs.invitations import api
from cogs.invitations.api import Budget, Invitation
from cogs.invitations.service import InvitationBook, Invitee
from cogs.invitations.settings import InvitationSettings
from cogs.invitations.tables import BudgetRow
from tests.cogs.books import Ground

GUILD = 10
OWNER, ADA, BOB = 1, 2, 3
CLEO, DAN, EVE = 4, 5, 6  # outside the club
DAY = 86_400


class Circle:
    """One club of a community, and all that is told of its invitations."""

    def __init__(self, database: Database, events: Events, clock: MovableClock) -> None:
        self.database, self.events, self.clock = database, events, clock
        self.ground = Ground(database, events, clock)
        self.ground.settings.declare("invitations", "cogs.invitations", InvitationSettings)
        self.clubs = ClubBook(self.ground)
        self.notes_attendance = True
        self.book = InvitationBook(self.ground, self.clubs, self._notes_attendance)
        self.told: list[object] = []
        for kind in (*api.InvitationEvent.__subclasses__(), *api.BranchEvent.__subclasses__()):
            events.subscribe(kind, self._hear)
        events.subscribe(ClubJoined, self._joined)
        events.subscribe(ClubLeft, self._left)
        events.subscribe(ClubBanned, self._banned)

    async def _notes_attendance(self, guild_id: int, club_id: int) -> bool:
        assert (guild_id, club_id) == (GUILD, self.club.id)
        return self.notes_attendance

    async def _hear(self, event: object) -> None:
        self.told.append(event)

    async def _joined(self, event: ClubJoined) -> None:
        await self.book.overtaken(event.club.id, event.club.guild_id, event.user_id)

    async def _left(self, event: ClubLeft) -> None:
        await self.book.withdraw(event.club.id, event.user_id)

    async def _banned(self, event: ClubBanned) -> None:
        await self.book.banned(event.club.id, event.club.guild_id, event.user_id)

    async def found(self) -> None:
        """Found the club, with its members."""
        self.club: Club = await self.clubs.create(GUILD, "Jazz", OWNER)
        for person in (ADA, BOB):
            await self.clubs.join(self.club.id, person)

    async def rule(self, **values: Any) -> None:
        """Change the club's rule."""
        await self.ground.settings.change(Place(GUILD, "invitations", self.club.id), values, OWNER)

    async def changed(self, **values: Any) -> Club:
        """Change what the club says of itself."""
        async with self.database.transaction() as session:
            row = await session.get_one(ClubRow, self.club.id)
            for name, value in values.items():
                setattr(row, name, value)
        await self.clubs.directory.refresh(GUILD, self.club.id)
        await self.look_again()
        return self.club

    async def look_again(self) -> None:
        """See what the club says of itself by now."""
        self.club = await self.clubs.get(self.club.id)

    async def invite(self, inviter: int, invitee: int, *, outside: bool = False) -> Invitation:
        """Invite somebody into the club."""
        return await self.book.invite(self.club, inviter, Invitee(invitee, f"N{invitee}", is_outside=outside))

    async def bring(self, inviter: int, invitee: int) -> None:
        """Invite somebody who says yes."""
        await self.book.accept((await self.invite(inviter, invitee)).id, invitee)

    async def budget(self, person: int) -> Budget:
        """What somebody has."""
        return await self.book.budget(self.club, person)

    async def left(self, person: int) -> int:
        """How many somebody has left."""
        return (await self.budget(person)).left

    async def earn(self, person: int, *, attended: int = 0, hosted: int = 0) -> None:
        """Let somebody have taken part."""
        async with self.database.transaction() as session:
            row = await session.get(BudgetRow, (self.club.id, person))
            if row is None:
                row = BudgetRow(
                    club_id=self.club.id, user_id=person, guild_id=GUILD, attended=0, hosted=0, spent=0
                )
                session.add(row)
            row.attended += attended
            row.hosted += hosted

    async def is_member(self, person: int) -> bool:
        """Whether somebody is in the club."""
        return await self.clubs.role_of(self.club.id, person) is not None

    async def timers_of(self, kind: str) -> list[str]:
        """The keys of the timers of a kind."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(TimerRow.key).where(TimerRow.kind == kind)))
