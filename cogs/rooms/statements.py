"""Statements with which the course of live rooms is stored, each for many people at once."""

from __future__ import annotations

from sqlalchemy import Integer

from bot.storage.sets import Change, adding
from bot.storage.types import RowId, Snowflake, UtcDateTime
from cogs.rooms.tables import AttendanceRow

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
