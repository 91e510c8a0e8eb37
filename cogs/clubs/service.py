"""Clubs: who founded them and who is in them.

Knows nothing of Discord beyond the numbers it gives communities and people.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.clubs.api import (
    AlreadyInClub,
    Club,
    ClubCreated,
    ClubJoined,
    ClubNameTaken,
    ClubRole,
    NoSuchClub,
    TooManyClubs,
)
from cogs.clubs.names import folded, tidy
from cogs.clubs.tables import ClubRow, MembershipRow

MOST_OWNED = 5
MOST_SUGGESTIONS = 25


class ClubBook:
    """The clubs of every community. Fulfils `cogs.clubs.api.Clubs`."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now

    async def create(self, guild_id: int, typed_name: str, owner_id: int) -> Club:
        """Found a club; its founder is its owner.

        Raises:
            BadClubName: the name cannot be shown.
            ClubNameTaken: the community has a club of that name.
            TooManyClubs: this person owns as many clubs as one person may.
        """
        name = tidy(typed_name)
        # The unique constraint decides, not a look beforehand: two people may
        # think of the same name in the same second.
        try:
            async with self._database.transaction() as session:
                await lock(session, "clubs", guild_id, owner_id)
                if await self._owned(session, guild_id, owner_id) >= MOST_OWNED:
                    raise TooManyClubs(most=MOST_OWNED)
                row = ClubRow(guild_id=guild_id, name=name, folded_name=folded(name), created_at=self._now())
                session.add(row)
                await session.flush()
                session.add(self._membership(row.id, owner_id, ClubRole.OWNER))
                club = Club(row.id, guild_id, name, owner_id)
                self._events.publish_after_commit(session, ClubCreated(club))
        except IntegrityError as error:
            if violated_constraint(error) != "uq_clubs_club_name":
                raise
            raise ClubNameTaken(name=name) from error
        return club

    async def join(self, guild_id: int, name: str, user_id: int) -> Club:
        """Let a person in.

        Raises:
            NoSuchClub: the community has no club of that name.
            AlreadyInClub: they are in it already.
        """
        club = await self.named(guild_id, name)
        try:
            async with self._database.transaction() as session:
                session.add(self._membership(club.id, user_id, ClubRole.MEMBER))
                self._events.publish_after_commit(session, ClubJoined(club, user_id))
        except IntegrityError as error:
            if violated_constraint(error) != "pk_clubs_membership":
                raise
            raise AlreadyInClub(club=club.name) from error
        return club

    async def named(self, guild_id: int, name: str) -> Club:
        """See `Clubs.named`."""
        return await self._one(
            ClubRow.guild_id == guild_id, ClubRow.folded_name == folded(" ".join(name.split()))
        )

    async def get(self, club_id: int) -> Club:
        """See `Clubs.get`."""
        return await self._one(ClubRow.id == club_id)

    async def role_of(self, club_id: int, user_id: int) -> ClubRole | None:
        """See `Clubs.role_of`."""
        async with self._database.reading() as session:
            row = await session.get(MembershipRow, (club_id, user_id))
        return None if row is None else ClubRole(row.role)

    async def suggestions(self, guild_id: int, typed: str) -> list[str]:
        """See `Clubs.suggestions`."""
        wanted = folded(" ".join(typed.split()))
        async with self._database.reading() as session:
            names = await session.scalars(
                select(ClubRow.name)
                .where(ClubRow.guild_id == guild_id, ClubRow.folded_name.contains(wanted, autoescape=True))
                .order_by(ClubRow.folded_name)
                .limit(MOST_SUGGESTIONS)
            )
        return list(names)

    async def sizes(self, guild_id: int, most: int) -> list[tuple[str, int]]:
        """The clubs of a community with how many are in each, the largest first."""
        members = func.count(MembershipRow.user_id)
        async with self._database.reading() as session:
            rows = await session.execute(
                select(ClubRow.name, members)
                .join(MembershipRow, MembershipRow.club_id == ClubRow.id)
                .where(ClubRow.guild_id == guild_id)
                .group_by(ClubRow.id)
                .order_by(members.desc(), ClubRow.folded_name)
                .limit(most)
            )
        return [(name, count) for name, count in rows]

    async def _one(self, *conditions: ColumnElement[bool]) -> Club:
        async with self._database.reading() as session:
            found = (
                await session.execute(
                    select(ClubRow, MembershipRow.user_id)
                    .join(MembershipRow, MembershipRow.club_id == ClubRow.id)
                    .where(MembershipRow.role == ClubRole.OWNER, *conditions)
                )
            ).one_or_none()
        if found is None:
            raise NoSuchClub
        row, owner_id = found
        return Club(row.id, row.guild_id, row.name, owner_id)

    def _membership(self, club_id: int, user_id: int, role: ClubRole) -> MembershipRow:
        return MembershipRow(club_id=club_id, user_id=user_id, role=role, joined_at=self._now())

    @staticmethod
    async def _owned(session: AsyncSession, guild_id: int, user_id: int) -> int:
        owned = await session.scalar(
            select(func.count())
            .select_from(MembershipRow)
            .join(ClubRow, ClubRow.id == MembershipRow.club_id)
            .where(
                ClubRow.guild_id == guild_id,
                MembershipRow.user_id == user_id,
                MembershipRow.role == ClubRole.OWNER,
            )
        )
        return owned or 0
