"""Follows a replay through the queue of a room, and says there what it is about by now.

The topic of the room itself stays: it belongs to this evening, and a restart in the middle would leave it
with that of another one. So a change of topic stands in the chat, and on the card as long as it holds.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.i18n import Safe, Text
from bot.layouts import Voice
from cogs.playback.api import RoomQueues, StoredPiece
from cogs.recording.api import Replays
from cogs.replays.topics import Topics, clock, topic_at
from cogs.rooms.api import Rooms

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.playback.api import Queued
    from cogs.recording.api import Replay
    from cogs.rooms.api import Room

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


@dataclass(slots=True)
class Show:
    """A replay that is heard in a room."""

    replay: Replay
    topic: str


class Shows:
    """The replays that are played back."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._rooms = bot.service(Rooms)
        self._replays = bot.service(Replays)
        self._queues = bot.service(RoomQueues)
        self._now: dict[int, Show] = {}

    def listen(self) -> None:
        """Say on cards what is played back."""
        self._rooms.add_card_line(self.card_line)

    async def begin(self, room: Room, replay: Replay, by: int) -> int:
        """Put a replay at the end of a room's queue; answers how many come before it.

        Raises:
            RostraError: it cannot be mixed, or not be heard there; says why.
        """
        path = await self._replays.file_of(replay)
        topics = await self._replays.topics_of(replay.id)
        seconds = (replay.milliseconds or 0) / 1000
        queued = await self._queues.add(room, StoredPiece(replay.topic, path, seconds, by))
        name = f"replays.show:{room.id}:{replay.id}"
        self._bot.tasks.start(self._follow(room, replay, topics, queued), name=name)
        return queued.ahead

    async def card_line(self, room: Room) -> Text | None:
        """What the card of a room says of the replay that is heard there."""
        show = self._now.get(room.id)
        if show is None:
            return None
        return Text(__name__, "card-replay", topic=show.replay.topic, at=show.replay.began_at, now=show.topic)

    async def _follow(self, room: Room, replay: Replay, topics: Topics, queued: Queued) -> None:
        """Say each topic as it comes, until the replay is over, skipped or stopped."""
        try:
            while (position := queued.position_seconds) is not None:
                topic = topic_at(topics, position) if position else None
                show = self._now.get(room.id)
                if topic is not None and (show is None or show.topic != topic):
                    self._now[room.id] = Show(replay, topic)
                    self._rooms.card_is_stale(room)
                    await self._say(room, replay, topic, position)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            show = self._now.get(room.id)
            if show is not None and show.replay.id == replay.id:
                del self._now[room.id]
                self._rooms.card_is_stale(room)

    async def _say(self, room: Room, replay: Replay, topic: str, position: float) -> None:
        channel = self._bot.get_channel(room.channel_id)
        if not isinstance(channel, discord.StageChannel):
            return  # deleted, and its chat with it
        voice = Voice(self._bot, __name__, await self._bot.language_of(channel.guild))
        text = voice.say(
            "replay-topic",
            replay=replay.topic,
            topic=topic,
            position=Safe(clock(position)),
            length=Safe(clock((replay.milliseconds or 0) / 1000)),
        )
        try:
            await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("the topic of a replay is not said in %s: %s", channel.id, error)
