"""People who are not in the community any more: they are out of its clubs, and wait and follow no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.clubs.api import Departure
from cogs.clubs.members import Members
from cogs.clubs.rolesync import RoleSync
from cogs.clubs.tables import ApplicationRow, ClubRow, FollowerRow, MembershipRow


class Departures:
    """What becomes of those who go."""

    def __init__(
        self, database: Database, members: Members, roles: RoleSync, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._members = members
        self._roles = roles
        self._now = now

    async def gone(self, guild_id: int, user_id: int) -> None:
        """Note that somebody has left the community, or is not in it as it turns out."""
        async with self._database.transaction() as session:
            await self.depart(session, guild_id, user_id, Departure.GONE)

    async def depart(self, session: AsyncSession, guild_id: int, user_id: int, departure: Departure) -> None:
        """End all that somebody has to do with the clubs of a community, one club after the other."""
        await self._roles.forget_person(session, guild_id, user_id)
        clubs = await session.scalars(
            select(MembershipRow.club_id)
            .join(ClubRow, ClubRow.id == MembershipRow.club_id)
            .where(
                ClubRow.guild_id == guild_id,
                MembershipRow.user_id == user_id,
                MembershipRow.left_at.is_(None),
            )
            # Always in this order, so that two who hold several clubs do not wait for each other.
            .order_by(MembershipRow.club_id)
        )
        for club_id in list(clubs):
            club = await self._members.held(session, club_id, archived=True)
            row = await self._members.active(session, club_id, user_id)
            if row is not None:
                await self._members.dismiss(session, club, row, departure)
        here = select(ClubRow.id).where(ClubRow.guild_id == guild_id)
        await session.execute(
            delete(FollowerRow).where(FollowerRow.user_id == user_id, FollowerRow.club_id.in_(here))
        )
        await session.execute(
            update(ApplicationRow)
            .where(
                ApplicationRow.user_id == user_id,
                ApplicationRow.club_id.in_(here),
                ApplicationRow.decided_at.is_(None),
            )
            .values(decided_at=self._now(), outcome="withdrawn")
        )

    async def people(self, guild_id: int, after_id: int, most: int, up_to: int | None = None) -> list[int]:
        """The next members of any club of a community, by the ids that Discord gave them."""
        query = (
            select(MembershipRow.user_id)
            .join(ClubRow, ClubRow.id == MembershipRow.club_id)
            .where(
                ClubRow.guild_id == guild_id,
                MembershipRow.user_id > after_id,
                MembershipRow.left_at.is_(None),
            )
        )
        if up_to is not None:
            query = query.where(MembershipRow.user_id <= up_to)
        async with self._database.reading() as session:
            people = await session.scalars(query.distinct().order_by(MembershipRow.user_id).limit(most))
            return [user_id for user_id in people if user_id is not None]
