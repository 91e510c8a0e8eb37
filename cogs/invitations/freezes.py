"""Frozen branches: after abuse, nobody whom somebody brought, or who was brought by those, invites.

A branch is a membership and all below it. Rows name only where it begins; who is in it follows from the
line of invitations that each member came by, which never changes. Owners and admins of a club are never
frozen: they could lift it themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.database import Database
from bot.storage.glances import Glance
from bot.timers import Timers
from cogs.clubs.api import Club, ClubRole, Clubs, Membership
from cogs.invitations.api import BranchFrozen, BranchThawed
from cogs.invitations.refusals import (
    BranchIsFrozen,
    FrozenAlready,
    MayNotSee,
    NeverInClub,
    NotFrozen,
    OutranksFreezer,
)
from cogs.invitations.tables import FreezeRow

#: A kind of timer: take back what a branch has given and nobody has answered.
SWEEP = "invitations.sweep"
DECIDES = frozenset({ClubRole.OWNER, ClubRole.ADMIN})
_RANKS = list(reversed(ClubRole))
# Built once: every invitation and every budget asks it.
_BEGIN = Glance(select(FreezeRow.membership_id).where(FreezeRow.club_id == bindparam("club")))


class Freezes:
    """The frozen branches of every club."""

    def __init__(
        self,
        database: Database,
        events: Events,
        timers: Timers,
        clubs: Clubs,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._events = events
        self._timers = timers
        self._clubs = clubs
        self._now = now

    async def require_thawed(self, club: Club, membership: Membership) -> None:
        """Prove that a member may invite.

        Raises:
            BranchIsFrozen: an admin has decided that nobody of their branch does.
        """
        if await self.is_frozen(club.id, membership):
            raise BranchIsFrozen(club=club.name)

    async def is_frozen(self, club_id: int, membership: Membership) -> bool:
        """Whether a member, or whoever they came by, is where a frozen branch begins."""
        if membership.role in DECIDES and membership.left_at is None:
            return False
        frozen = await self.of(club_id)
        # Most clubs have none, and then nobody's line is followed.
        return bool(frozen) and any(one.id in frozen for one in await self._clubs.line(membership.id))

    async def of(self, club_id: int) -> set[int]:
        """The memberships at which the frozen branches of a club begin."""
        return {row.membership_id for row in await self._database.glance(_BEGIN, club=club_id)}

    async def freeze(self, club: Club, by: int, user_id: int, *, steward: bool = False) -> Membership:
        """Let nobody of a branch invite from now on; what they gave and nobody has answered is taken back.

        Raises:
            MayNotSee: that is for the owner and the admins.
            NeverInClub: the person has no place in the tree.
            OutranksFreezer: they are of the same rank, or above.
            FrozenAlready: that is so.
        """
        begin = await self._branch(club, by, user_id, steward=steward)
        values = {"club_id": club.id, "membership_id": begin.id, "guild_id": club.guild_id}
        frozen = self._database.insert(FreezeRow).values(**values, frozen_by=by, frozen_at=self._now())
        async with self._database.transaction() as session:
            new = await session.scalar(frozen.on_conflict_do_nothing().returning(FreezeRow.membership_id))
            if new is None:
                raise FrozenAlready(club=club.name)
            await self._timers.schedule(session, SWEEP, f"{club.id}:{begin.id}", self._now(), values)
            self._events.publish_after_commit(session, BranchFrozen(club, begin, by))
        return begin

    async def thaw(self, club: Club, by: int, user_id: int, *, steward: bool = False) -> Membership:
        """Let a branch invite again.

        Raises:
            MayNotSee: that is for the owner and the admins.
            NeverInClub: the person has no place in the tree.
            OutranksFreezer: they are of the same rank, or above.
            NotFrozen: no frozen branch begins with them.
        """
        begin = await self._branch(club, by, user_id, steward=steward)
        async with self._database.transaction() as session:
            gone = await session.scalar(
                delete(FreezeRow)
                .where(FreezeRow.club_id == club.id, FreezeRow.membership_id == begin.id)
                .returning(FreezeRow.membership_id)
            )
            if gone is None:
                raise NotFrozen(club=club.name)
            await self._timers.cancel(session, SWEEP, f"{club.id}:{begin.id}")
            self._events.publish_after_commit(session, BranchThawed(club, begin, by))
        return begin

    async def require_decides(self, club: Club, user_id: int, *, steward: bool = False) -> ClubRole | None:
        """Prove that somebody decides over a club's invitations; answers their role there.

        Raises:
            MayNotSee: they do not.
        """
        role = await self._clubs.role_of(club.id, user_id)
        if not steward and role not in DECIDES:
            raise MayNotSee(club=club.name)
        return role

    async def _branch(self, club: Club, by: int, user_id: int, *, steward: bool) -> Membership:
        role = await self.require_decides(club, by, steward=steward)
        begin = await self._clubs.last_membership_of(club.id, user_id)
        if begin is None:
            raise NeverInClub(club=club.name)
        if not steward and begin.left_at is None and role is not None and _rank(begin.role) >= _rank(role):
            raise OutranksFreezer
        return begin

    @staticmethod
    async def erase(session: AsyncSession, guild_id: int) -> None:
        """Forget the frozen branches of a community."""
        await session.execute(delete(FreezeRow).where(FreezeRow.guild_id == guild_id))


def _rank(role: ClubRole) -> int:
    return _RANKS.index(role)
