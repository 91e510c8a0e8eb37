"""Rooms as they are stored, read as rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.glances import Glance
from cogs.rooms.api import Room, RoomKind, RoomStatus
from cogs.rooms.tables import CohostRow, RoomRow

_STATUS = Glance(select(RoomRow.status).where(RoomRow.id == bindparam("room")))


def room_of(row: RoomRow, cohost_ids: tuple[int, ...] = ()) -> Room:
    """A room as others see it."""
    return Room(
        row.id,
        row.guild_id,
        row.club_id,
        row.channel_id,
        row.topic,
        row.host_id,
        RoomStatus(row.status),
        row.opened_at,
        cohost_ids,
        RoomKind(row.kind),
    )


async def cohosts_of(session: AsyncSession, room_id: int) -> tuple[int, ...]:
    """The co-hosts of a room, in the order in which they were named."""
    return (await _cohosts(session, [room_id])).get(room_id, ())


async def unfinished(database: Database, guild_id: int) -> list[tuple[Room, int | None]]:
    """The rooms of a community that are live or planned, each with the stage instance it was noted with."""
    async with database.reading() as session:
        rows = await session.scalars(
            select(RoomRow)
            .where(
                RoomRow.guild_id == guild_id,
                RoomRow.status.in_([RoomStatus.LIVE, RoomStatus.SCHEDULED]),
            )
            .order_by(RoomRow.id)
        )
        found = list(rows)
        cohosts = await _cohosts(session, [row.id for row in found])
        return [(room_of(row, cohosts.get(row.id, ())), row.instance_id) for row in found]


async def is_live(database: Database, room_id: int) -> bool:
    """Whether a room was live when that was last stored."""
    return any(row.status == RoomStatus.LIVE for row in await database.glance(_STATUS, room=room_id))


async def is_planned(database: Database, channel_id: int, since: datetime) -> bool:
    """Whether somebody was about to open a room on a stage since then, and has not done it yet."""
    question = select(RoomRow.id).where(
        RoomRow.channel_id == channel_id,
        RoomRow.status == RoomStatus.SCHEDULED,
        RoomRow.created_at >= since,
    )
    return bool(await database.lookup(question.limit(1)))


async def wanted_voice(database: Database, guild_id: int) -> int | None:
    """The live room in which somebody wanted the bot's voice last, by its id."""
    async with database.reading() as session:
        found: int | None = await session.scalar(
            select(RoomRow.id)
            .where(
                RoomRow.guild_id == guild_id,
                RoomRow.status == RoomStatus.LIVE,
                RoomRow.voice_at.is_not(None),
            )
            .order_by(RoomRow.voice_at.desc())
            .limit(1)
        )
        return found


async def _cohosts(session: AsyncSession, room_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    rows = await session.execute(
        select(CohostRow.room_id, CohostRow.user_id)
        .where(CohostRow.room_id.in_(room_ids))
        .order_by(CohostRow.named_at, CohostRow.user_id)
    )
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for room_id, user_id in rows:
        found[room_id] += (user_id,)
    return found
