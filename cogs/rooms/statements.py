"""Statements with which the course of rooms is stored and asked, each for many people at once."""

from __future__ import annotations

from sqlalchemy import Executable, Integer, and_, case, func, select

from bot.storage.sets import Change, Columns, Question, adding
from bot.storage.types import RowId, Snowflake, UtcDateTime
from cogs.rooms.tables import AttendanceRow, RoomRow

_STAY = ("came_at", "left_at", "seconds", "there_since", "speaking_seconds", "speaks_since")

#: How long somebody has been in a room, and since when they are there now; in the place of what was stored.
STAYS = Change(
    {
        "room_id": RowId,
        "user_id": Snowflake(),
        "came_at": UtcDateTime(),
        "left_at": UtcDateTime(),
        "seconds": Integer(),
        "there_since": UtcDateTime(),
        "speaking_seconds": Integer(),
        "speaks_since": UtcDateTime(),
    },
    lambda row: adding(AttendanceRow, row, known_by=("room_id", "user_id"), replaces=_STAY),
)


def _pasts(row: Columns) -> Executable:
    alone = case((RoomRow.id >= row.alone_from_id, RoomRow.id))
    return (
        select(
            AttendanceRow.user_id,
            alone,
            func.count(),
            func.coalesce(func.sum(AttendanceRow.speaking_seconds), 0),
        )
        .join(row.table, AttendanceRow.user_id == row.user_id)
        .join(RoomRow, RoomRow.id == AttendanceRow.room_id)
        .where(and_(RoomRow.club_id == row.club_id, RoomRow.opened_at >= row.since))
        .group_by(AttendanceRow.user_id, alone)
    )


#: In how many rooms of a club that opened since then somebody was, and for how long they spoke there: all in
#: one row, and each of the newest rooms, from an id on, in one of its own.
PASTS = Question(
    {"user_id": Snowflake(), "club_id": RowId, "since": UtcDateTime(), "alone_from_id": RowId}, _pasts
)
