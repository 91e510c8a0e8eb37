"""What clubs keep about a person, and how it is shown and erased.

Forgotten, somebody is out of every club, and their memberships stay without them: numbers are not given
twice, and those whom they invited do not lose their place in the tree. A ban stays with the person, since
asking to be forgotten would be a way around it otherwise; the text `records-left` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.after_commit import after_commit
from cogs.clubs.api import ClubErased, Departure
from cogs.clubs.departures import Departures
from cogs.clubs.directory import Directory, club_of
from cogs.clubs.rolesync import RoleSync
from cogs.clubs.tables import (
    ApplicationRow,
    BanRow,
    ClubRow,
    DeedRow,
    FollowerRow,
    MembershipRow,
    NameRow,
    PictureRow,
)

#: Where somebody is named in what is about others, or about the club.
_OTHERS = (
    (ApplicationRow, ApplicationRow.decided_by),
    (BanRow, BanRow.banned_by),
    (DeedRow, DeedRow.actor_id),
    (DeedRow, DeedRow.subject_id),
)
_Row = TypeVar("_Row", MembershipRow, ApplicationRow, FollowerRow, BanRow, DeedRow)
_TABLES = (ApplicationRow, BanRow, DeedRow, FollowerRow, MembershipRow, NameRow, PictureRow)


class ClubRecords:
    """Fulfils `bot.community.records.Records`."""

    def __init__(self, directory: Directory, departures: Departures, roles: RoleSync, events: Events) -> None:
        self._directory = directory
        self._events = events
        self._departures = departures
        self._roles = roles

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        found = {
            "memberships": await self._memberships(session, guild_id, user_id),
            "applications": await self._applications(session, guild_id, user_id),
            "following": await self._following(session, guild_id, user_id),
            "bans": await self._bans(session, guild_id, user_id),
            "deeds": await self._deeds(session, guild_id, user_id),
        }
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        await self._departures.depart(session, guild_id, user_id, Departure.FORGOTTEN)
        here = select(ClubRow.id).where(ClubRow.guild_id == guild_id)
        await session.execute(
            update(MembershipRow)
            .where(MembershipRow.user_id == user_id, MembershipRow.club_id.in_(here))
            .values(user_id=None)
        )
        await session.execute(
            delete(ApplicationRow).where(ApplicationRow.user_id == user_id, ApplicationRow.club_id.in_(here))
        )
        for table, column in _OTHERS:
            await session.execute(
                update(table).where(column == user_id, table.club_id.in_(here)).values({column: None})
            )
        await session.execute(
            update(BanRow).where(BanRow.user_id == user_id, BanRow.club_id.in_(here)).values(reason="")
        )
        # Trees of clubs that they left long ago are remembered with them.
        after_commit(session, lambda: self._directory.forget(guild_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        here = select(ClubRow.id).where(ClubRow.guild_id == guild_id)
        for row in await session.scalars(select(ClubRow).where(ClubRow.guild_id == guild_id)):
            self._events.publish_after_commit(session, ClubErased(club_of(row, None)))
        await self._roles.erase(session, guild_id)
        for table in _TABLES:
            await session.execute(delete(table).where(table.club_id.in_(here)))
        await session.execute(delete(ClubRow).where(ClubRow.guild_id == guild_id))
        after_commit(session, lambda: self._directory.forget(guild_id))

    async def _memberships(self, session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await _in_clubs(session, guild_id, MembershipRow, MembershipRow.user_id == user_id)
        return [
            {
                "club": name,
                "number": row.number,
                "role": row.role,
                "came_by": row.came_by,
                "joined_at": row.joined_at.isoformat(),
                "left_at": None if row.left_at is None else row.left_at.isoformat(),
                "invited_by_number": await self._number(session, row.invited_by_id),
            }
            for name, row in rows
        ]

    @staticmethod
    async def _number(session: AsyncSession, membership_id: int | None) -> int | None:
        # By number: who it was is about somebody else.
        return (
            None
            if membership_id is None
            else await session.scalar(select(MembershipRow.number).where(MembershipRow.id == membership_id))
        )

    @staticmethod
    async def _applications(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await _in_clubs(session, guild_id, ApplicationRow, ApplicationRow.user_id == user_id)
        return [
            {
                "club": name,
                "answer": row.answer,
                "asked_at": row.asked_at.isoformat(),
                "outcome": row.outcome,
                "reason": row.reason,
            }
            for name, row in rows
        ]

    @staticmethod
    async def _following(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await _in_clubs(session, guild_id, FollowerRow, FollowerRow.user_id == user_id)
        return [{"club": name, "told_by": row.told_by, "since": row.since.isoformat()} for name, row in rows]

    @staticmethod
    async def _bans(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await _in_clubs(session, guild_id, BanRow, BanRow.user_id == user_id)
        return [
            {"club": name, "banned_at": row.banned_at.isoformat(), "reason": row.reason} for name, row in rows
        ]

    @staticmethod
    async def _deeds(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        by_or_about = (DeedRow.actor_id == user_id) | (DeedRow.subject_id == user_id)
        rows = await _in_clubs(session, guild_id, DeedRow, by_or_about)
        return [
            {
                "club": name,
                "what": row.what,
                "as": "actor" if row.actor_id == user_id else "subject",
                "detail": row.detail,
                "done_at": row.done_at.isoformat(),
            }
            for name, row in rows
        ]


async def _in_clubs(
    session: AsyncSession, guild_id: int, table: type[_Row], theirs: ColumnElement[bool]
) -> list[tuple[str, _Row]]:
    """The rows of a table that are somebody's in a community, each with the name of its club."""
    found = await session.execute(
        select(ClubRow.name, table)
        .join(ClubRow, ClubRow.id == table.club_id)
        .where(ClubRow.guild_id == guild_id, theirs)
        .order_by(*table.__table__.primary_key)
    )
    return [(name, row) for name, row in found]
