"""Who has been in rooms with whom, and who has the floor: from attendance, as far as it is noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from cogs.rooms.api import Room, RoomStatus, StageRole
from cogs.rooms.service import RoomBook
from cogs.rooms.tables import AttendanceRow, RoomRow


class RoomCompany:
    """Fulfils `cogs.rooms.api.Company`."""

    def __init__(self, database: Database, rooms: RoomBook) -> None:
        self._database = database
        self._rooms = rooms

    async def have_met(self, guild_id: int, one_id: int, other_id: int, since: datetime) -> bool:
        """See `Company.have_met`."""
        both = {one_id, other_id}
        live = self._rooms.of(guild_id)
        if any(both <= self._rooms.roles_on(room.channel_id).keys() for room in live):
            return True
        one, other = aliased(AttendanceRow), aliased(AttendanceRow)
        met = (
            select(one.room_id)
            .join(other, other.room_id == one.room_id)
            .join(RoomRow, RoomRow.id == one.room_id)
            .where(
                RoomRow.guild_id == guild_id,
                one.user_id == one_id,
                other.user_id == other_id,
                # Somebody who is there still has not left.
                *(or_(row.left_at.is_(None), row.left_at >= since) for row in (one, other)),
            )
            .limit(1)
        )
        async with self._database.reading() as session:
            return await session.scalar(met) is not None

    async def is_over(self, room_id: int) -> bool:
        """See `Company.is_over`."""
        async with self._database.reading() as session:
            status = await session.scalar(select(RoomRow.status).where(RoomRow.id == room_id))
        return status not in {RoomStatus.SCHEDULED, RoomStatus.LIVE}

    def on_the_floor(self, room: Room) -> list[int]:
        """See `Company.on_the_floor`."""
        speakers = self._rooms.happenings.crowd_on(room.channel_id).having(StageRole.SPEAKER)
        return self._rooms.attendance.on_the_floor(room, speakers)
