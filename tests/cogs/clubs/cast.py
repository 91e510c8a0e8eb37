"""A club, and shortcuts to what tests of its rules do and ask."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from cogs.clubs import api
from cogs.clubs.deeds import What
from cogs.clubs.roles import Actor
from cogs.clubs.service import ClubBook

GUILD = 10
ALICE, BOB, CAROL, DAVE = 1, 2, 3, 4


@dataclass
class Cast:
    """A club of Alice's, and those whom a test lets in."""

    clubs: ClubBook
    club: api.Club
    database: Database

    async def now(self) -> api.Club:
        """The club as it is."""
        return await self.clubs.get(self.club.id)

    async def role(self, user_id: int) -> api.ClubRole | None:
        """What somebody is in it."""
        return await self.clubs.role_of(self.club.id, user_id)

    async def let_in(self, user_id: int, role: api.ClubRole = api.ClubRole.MEMBER) -> api.Membership:
        """Let somebody in, with a role."""
        joined = await self.clubs.admit(None, self.club.id, user_id, api.CameBy.INVITATION)
        if role is not api.ClubRole.MEMBER:
            await self.clubs.staff.promote(self.club.id, Actor(ALICE), user_id, role)
        return joined

    async def take_in_by(self, way_in: api.WayIn, question: str = "", *, required: bool = False) -> None:
        """Change how it takes people in."""
        await self.clubs.profiles.set_way_in(
            self.club.id, Actor(ALICE), way_in, question, answer_required=required
        )

    async def deeds(self) -> list[tuple[What, int | None, int | None]]:
        """What was done in it: what, by whom, to whom; the oldest first."""
        done = await self.clubs.history(self.club.id, 50)
        return [(deed.what, deed.actor_id, deed.subject_id) for deed in reversed(done)]

    async def timers(self, kind: str) -> list[str]:
        """The keys of the timers of a kind."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(TimerRow.key).where(TimerRow.kind == kind)))
