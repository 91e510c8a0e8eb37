"""The bot is heard: it plays the opening chime when a room opens.

Rooms brings the bot up on the stage; this only plays there. It needs no words
from anybody, so it has no commands yet.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.cog import Cog
from bot.errors import RostraError
from cogs.playback.settings import PlaybackSettings
from cogs.rooms.api import RoomOpened

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.playback.service import Clips

log = logging.getLogger(__name__)


class Playback(Cog):
    """Plays clips on the stage of a room."""

    def __init__(self, bot: Bot, clips: Clips) -> None:
        super().__init__(bot)
        self.clips = clips
        bot.events.subscribe(RoomOpened, self.room_opened)

    async def room_opened(self, event: RoomOpened) -> None:
        """Chime, without holding up whoever opened the room, unless the club would rather not."""
        rules = await self.bot.settings.of(PlaybackSettings, event.guild_id, event.room.club_id)
        if not rules.chime:
            return
        self.bot.tasks.start(self._chime(event), name=f"chime:{event.room.id}")

    async def _chime(self, event: RoomOpened) -> None:
        connection = self.bot.voice.get(event.room.guild_id)
        if connection is None or connection.channel.id != event.room.channel_id:
            # The bot has one voice connection per community; this room is open without it.
            log.info("room %s has no voice, so no chime", event.room.id)
            return
        try:
            await connection.play(await self.clips.opening())
        except RostraError:
            log.warning("the chime of room %s was not played", event.room.id, exc_info=True)
