"""What is played by itself: the bot chimes when a room opens, and when a speaker's time is nearly up."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.cog import Cog
from bot.errors import RostraError
from cogs.hands.api import FloorEnding
from cogs.playback.settings import PlaybackSettings
from cogs.rooms.api import RoomOpened

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.playback.service import Clips

Clip = Callable[[], Awaitable[list[bytes]]]

log = logging.getLogger(__name__)


class Playback(Cog):
    """Plays clips on the stage of a room."""

    def __init__(self, bot: Bot, clips: Clips) -> None:
        super().__init__(bot)
        self.clips = clips
        bot.events.subscribe(RoomOpened, self.room_opened)
        bot.events.subscribe(FloorEnding, self.floor_ending)

    async def room_opened(self, event: RoomOpened) -> None:
        """Chime, without holding up whoever opened the room, unless the club would rather not."""
        room = event.room
        rules = await self.bot.settings.of(PlaybackSettings, room.guild_id, room.club_id)
        if rules.chime:
            self._play(self.clips.opening, room.guild_id, room.channel_id)

    async def floor_ending(self, event: FloorEnding) -> None:
        """Let a speaker hear that their time is nearly up."""
        rules = await self.bot.settings.of(PlaybackSettings, event.guild_id, event.club_id)
        if rules.warning_chime:
            self._play(self.clips.warning, event.guild_id, event.channel_id)

    def _play(self, clip: Clip, guild_id: int, channel_id: int) -> None:
        self.bot.tasks.start(self._chime(clip, guild_id, channel_id), name=f"chime:{channel_id}")

    async def _chime(self, clip: Clip, guild_id: int, channel_id: int) -> None:
        connection = self.bot.voice.get(guild_id)
        if connection is None or connection.channel.id != channel_id:
            # The bot has one voice connection per community; this room is open without it.
            log.info("the stage %s has no voice, so no chime", channel_id)
            return
        try:
            await connection.play(await clip())
        except RostraError:
            log.warning("the chime on the stage %s was not played", channel_id, exc_info=True)
