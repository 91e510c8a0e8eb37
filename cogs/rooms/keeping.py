"""Watches what the bot may on the stages of live rooms, and says when something is missing, or is back."""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot import permissions
from bot.i18n import Safe, Text
from cogs.rooms.api import Room
from cogs.rooms.service import RoomBook
from cogs.rooms.stages import StageDoors


class Rights:
    """Knows what the bot lacked in each live room when it was looked at last."""

    def __init__(self, rooms: RoomBook, doors: StageDoors, stale: Callable[[Room], None]) -> None:
        self._rooms = rooms
        self._doors = doors
        self._stale = stale
        self._lacked: dict[int, set[str]] = {}  # by room

    async def look_at(self, guild: discord.Guild) -> None:
        """Compare what the bot may in a community with what it might, and act on the difference."""
        for room in self._rooms.of(guild.id):
            stage = guild.get_channel(room.channel_id)
            if isinstance(stage, discord.StageChannel):
                await self._look_at(room, stage)
        live = {room.id for room in self._rooms.of(guild.id)}
        self._lacked = {room_id: lacks for room_id, lacks in self._lacked.items() if room_id in live}

    async def _look_at(self, room: Room, stage: discord.StageChannel) -> None:
        lacks = set(permissions.lacking_in(stage))
        lacked = self._lacked.get(room.id, set())
        if lacks == lacked:
            return
        self._lacked[room.id] = lacks
        self._stale(room)
        if lacks - lacked:
            missing = permissions.names(sorted(lacks - lacked))
            text = Text(__name__, "lost-permissions", permissions=missing, channel=Safe(stage.mention))
            await self._doors.tell(room.channel_id, text)
        elif not lacks:
            await self._doors.presence.come_if_wanted(room.guild_id, room.channel_id)
