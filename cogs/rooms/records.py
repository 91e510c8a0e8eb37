"""What rooms keep about a person: which they opened, which they were in and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.community.records import NOBODY
from bot.storage.after_commit import after_commit
from cogs.rooms.attendance import AttendanceBook
from cogs.rooms.tables import (
    ApplauseRow,
    AttendanceRow,
    CohostRow,
    GreenRoomRow,
    LinkRow,
    MadeStageRow,
    MinuteRow,
    OverwriteRow,
    PingRow,
    RoomRow,
    TurnRow,
)

_OF_ROOMS = (
    *(AttendanceRow, CohostRow, OverwriteRow, TurnRow, MinuteRow, ApplauseRow),
    *(GreenRoomRow, LinkRow, PingRow),
)


class LiveRooms(Protocol):
    """The rooms that are remembered, and so have to be forgotten there too."""

    async def look_again(self, guild_id: int) -> None:
        """Read anew what is stored of the live rooms: somebody in them was forgotten."""

    async def forget_community(self, guild_id: int) -> None:
        """Remember none of the rooms of a community that is erased."""


class LiveCourse(Protocol):
    """What is counted of live rooms, and not stored yet."""

    async def forget_person(self, user_id: int) -> None:
        """Count nothing for somebody who is forgotten."""


class RoomRecords:
    """Fulfils `bot.community.records.Records`."""

    def __init__(self, attendance: AttendanceBook, rooms: LiveRooms, course: LiveCourse) -> None:
        self._attendance = attendance
        self._rooms = rooms
        self._course = course

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        found = {
            "rooms_hosted": await self._hosted(session, guild_id, user_id),
            "rooms_cohosted": await self._named(session, guild_id, user_id, CohostRow, CohostRow.named_at),
            "rooms_spoken_in": await self._spoken(session, guild_id, user_id),
            "rooms_applauded_in": await self._applauded(session, guild_id, user_id),
            "rooms_attended": await self._attended(session, guild_id, user_id),
            "rooms_asked_into": await self._named(session, guild_id, user_id, PingRow, PingRow.asked_at),
        }
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; a room stays, without its host and without this listener."""
        await session.execute(
            update(RoomRow)
            .where(RoomRow.guild_id == guild_id, RoomRow.host_id == user_id)
            .values(host_id=NOBODY)
        )
        here = select(RoomRow.id).where(RoomRow.guild_id == guild_id)
        await session.execute(
            delete(CohostRow).where(CohostRow.user_id == user_id, CohostRow.room_id.in_(here))
        )
        await session.execute(
            delete(OverwriteRow).where(OverwriteRow.target_id == user_id, OverwriteRow.room_id.in_(here))
        )
        named = (
            (TurnRow, TurnRow.user_id),
            (ApplauseRow, ApplauseRow.speaker_id),
            (PingRow, PingRow.user_id),
        )
        for table, column in named:
            await session.execute(delete(table).where(column == user_id, table.room_id.in_(here)))
        await self._attendance.forget_person(session, guild_id, user_id)
        after_commit(session, partial(self._course.forget_person, user_id))
        after_commit(session, partial(self._rooms.look_again, guild_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        here = select(RoomRow.id).where(RoomRow.guild_id == guild_id)
        for table in _OF_ROOMS:
            await session.execute(delete(table).where(table.room_id.in_(here)))
        await session.execute(delete(MadeStageRow).where(MadeStageRow.guild_id == guild_id))
        await session.execute(delete(RoomRow).where(RoomRow.guild_id == guild_id))
        after_commit(session, partial(self._rooms.forget_community, guild_id))

    @staticmethod
    async def _hosted(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.scalars(
            select(RoomRow)
            .where(RoomRow.guild_id == guild_id, RoomRow.host_id == user_id)
            .order_by(RoomRow.id)
        )
        return [{"topic": row.topic, "status": row.status, "at": row.created_at.isoformat()} for row in rows]

    @staticmethod
    async def _named(
        session: AsyncSession,
        guild_id: int,
        user_id: int,
        table: type[CohostRow | PingRow],
        moment: InstrumentedAttribute[datetime],
    ) -> list[dict[str, Any]]:
        """The rooms in which somebody named them, as a co-host or as one to be asked in."""
        rows = await session.execute(
            select(RoomRow.topic, moment)
            .join(table, table.room_id == RoomRow.id)
            .where(RoomRow.guild_id == guild_id, table.user_id == user_id)
            .order_by(RoomRow.id)
        )
        return [{"topic": topic, "at": at.isoformat()} for topic, at in rows]

    @staticmethod
    async def _spoken(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.execute(
            select(RoomRow.topic, TurnRow.began_at, TurnRow.ended_at)
            .join(TurnRow, TurnRow.room_id == RoomRow.id)
            .where(RoomRow.guild_id == guild_id, TurnRow.user_id == user_id)
            .order_by(TurnRow.id)
        )
        return [
            {
                "topic": topic,
                "began_at": began_at.isoformat(),
                "ended_at": None if ended_at is None else ended_at.isoformat(),
            }
            for topic, began_at, ended_at in rows
        ]

    @staticmethod
    async def _applauded(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.execute(
            select(RoomRow.topic, func.sum(ApplauseRow.claps))
            .join(ApplauseRow, ApplauseRow.room_id == RoomRow.id)
            .where(RoomRow.guild_id == guild_id, ApplauseRow.speaker_id == user_id)
            .group_by(RoomRow.id, RoomRow.topic)
            .order_by(RoomRow.id)
        )
        return [{"topic": topic, "claps": int(claps)} for topic, claps in rows]

    @staticmethod
    async def _attended(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.execute(
            select(RoomRow.topic, AttendanceRow)
            .join(AttendanceRow, AttendanceRow.room_id == RoomRow.id)
            .where(RoomRow.guild_id == guild_id, AttendanceRow.user_id == user_id)
            .order_by(RoomRow.id)
        )
        return [
            {
                "topic": topic,
                "came_at": row.came_at.isoformat(),
                "left_at": None if row.left_at is None else row.left_at.isoformat(),
                "seconds": row.seconds,
                "speaking_seconds": row.speaking_seconds,
            }
            for topic, row in rows
        ]
