"""A room for rules that ask no more of one than who it is."""

from __future__ import annotations

from cogs.rooms.api import Room, RoomStatus


def a_room(room_id: int) -> Room:
    """A live room of that id."""
    return Room(
        room_id,
        guild_id=1,
        club_id=2,
        channel_id=3,
        topic="What keeps you awake?",
        host_id=4,
        status=RoomStatus.LIVE,
        opened_at=None,
    )
