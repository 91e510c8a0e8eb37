"""What is played by itself: chimes, a countdown, music before the first speaker, and who is next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.cog import Cog
from bot.community.switches import CogSwitched
from bot.errors import RostraError
from bot.timer_store import TimerDue
from cogs.hands.api import FloorEnding, Floors
from cogs.playback.chime import TICKS
from cogs.playback.preferences import Purpose
from cogs.playback.settings import PlaybackSettings
from cogs.playback.views.announcing import announce
from cogs.rooms.api import (
    BecameSpeaker,
    Room,
    RoomClosed,
    RoomClosing,
    RoomOpened,
    Rooms,
    SpeakerInvited,
)

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.whereabouts import Change
    from cogs.playback.acting import Voices, WaitingMusic
    from cogs.playback.playing import Players
    from cogs.playback.service import Clips

log = logging.getLogger(__name__)

COG = "playback"
COUNTDOWN = "playback.countdown"
#: A room that closes waits no longer for its last sound.
MOST_CLOSING_SECONDS = 6.0
#: One person alone need not wait for it.
FEWEST_TO_CLOSE_FOR = 2
#: A countdown that comes later would count wrongly.
LATEST_SECONDS = 0.7


class Playback(Cog):
    """Plays on the stage of a room what belongs to its course."""

    def __init__(self, bot: Bot, clips: Clips, players: Players, voices: Voices, music: WaitingMusic) -> None:
        super().__init__(bot)
        self.clips = clips
        self.players = players
        self.voices = voices
        self.music = music

    def listen(self) -> None:
        """Hear of what rooms and hands do."""
        events = self.bot.events
        events.subscribe(RoomOpened, self.room_opened)
        events.subscribe(RoomClosing, self.room_closing)
        events.subscribe(RoomClosed, self.room_closed)
        events.subscribe(FloorEnding, self.floor_ending)
        events.subscribe(SpeakerInvited, self.speaker_invited)
        events.subscribe(BecameSpeaker, self.became_speaker)
        events.subscribe(CogSwitched, self.switched)
        self.bot.timers.on(COUNTDOWN, self.count_down)
        self.bot.whereabouts.follow_bot(self.heard)

    async def room_opened(self, event: RoomOpened) -> None:
        """Chime, without holding up whoever opened the room, unless the club would rather not."""
        rules = await self._rules(event.room)
        if rules.chime:
            self._play(event.room, Purpose.OPENING, rules)
        if rules.waiting_music:
            self._start(self._begin_music(event.room, rules), f"music:{event.room.channel_id}")

    async def room_closing(self, event: RoomClosing) -> None:
        """Let those who are there hear that it ends, before the stage closes."""
        room, rules = event.room, await self._rules(event.room)
        stage = self.voices.now(room)
        there = len(self.bot.service(Rooms).roles_on(room.channel_id))
        if not rules.closing_chime or stage is None or not stage.is_speaker or there < FEWEST_TO_CLOSE_FOR:
            return
        self.players.end(room.id)
        try:
            async with asyncio.timeout(MOST_CLOSING_SECONDS):
                await stage.play(await self.clips.of(room.guild_id, Purpose.CLOSING))
        except TimeoutError:
            log.info("the last sound on the stage %s was cut off", room.channel_id)
        except RostraError as error:
            log.warning("the last sound on the stage %s was not played: %s", room.channel_id, error)

    async def room_closed(self, event: RoomClosed) -> None:
        """Forget what was played there."""
        self.players.end(event.room.id)
        await self.music.end(event.room)

    async def switched(self, event: CogSwitched) -> None:
        """Be silent at once where this is switched off."""
        if event.on:
            return
        for room in self.bot.service(Rooms).of(event.guild_id):
            if self.bot.switches.cause(event.guild_id, COG) is not None:
                self.players.end(room.id)
                await self.music.end(room)

    def heard(self, change: Change) -> bool:
        """Take nothing along to another stage to which somebody moves the bot: it waits where it was."""
        before, after = change.before, change.after
        if before is not None and after is not None and before.channel_id != after.channel_id:
            self._start(self._taken_from(before.channel_id), f"moved:{before.channel_id}")
        return False

    async def _taken_from(self, channel_id: int) -> None:
        if (room := self.bot.service(Rooms).on(channel_id)) is not None:
            if (player := self.players.find(room.id)) is not None:
                player.rest()
            await self.music.rest(room)

    async def floor_ending(self, event: FloorEnding) -> None:
        """Let a speaker hear that their time is nearly up, and the last seconds of it."""
        room = self.bot.service(Rooms).on(event.channel_id)
        if room is None:
            return
        rules = await self._rules(room)
        if rules.warning_chime:
            self._play(room, Purpose.WARNING, rules)
        if rules.countdown and event.ends_at is not None:
            await self._owe_countdown(event, event.ends_at)

    async def count_down(self, due: TimerDue) -> None:
        """Tick, if that person's time still ends then."""
        room = self.bot.service(Rooms).on(int(due.payload["channel_id"]))
        ends_at = datetime.fromisoformat(due.payload["ends_at"])
        late = (self.bot.clock.now() - ends_at).total_seconds() + TICKS
        if room is None or room.id != due.payload["room_id"] or late > LATEST_SECONDS:
            return
        if await self.bot.service(Floors).ends_at(room, int(due.payload["user_id"])) == ends_at:
            self._play(room, Purpose.COUNTDOWN, await self._rules(room))

    async def speaker_invited(self, event: SpeakerInvited) -> None:
        """Say who is next, if the club wants that."""
        if (await self._rules(event.room)).announces_next:
            self._start(self._announce_next(event.room, event.user_id), f"announce:{event.room.channel_id}")

    async def became_speaker(self, event: BecameSpeaker) -> None:
        """End the music when the first speaker has the floor who does not run the room."""
        if not await self.bot.service(Rooms).is_host(event.room, event.user_id):
            await self.music.end(event.room)

    async def _rules(self, room: Room) -> PlaybackSettings:
        return await self.bot.settings.of(PlaybackSettings, room.guild_id, room.club_id)

    async def _owe_countdown(self, event: FloorEnding, ends_at: datetime) -> None:
        begins_at = ends_at - timedelta(seconds=TICKS)
        if begins_at < self.bot.clock.now():
            return
        payload = {
            "guild_id": str(event.guild_id),
            "channel_id": str(event.channel_id),
            "room_id": event.room_id,
            "user_id": str(event.user_id),
            "ends_at": ends_at.isoformat(),
        }
        async with self.bot.database.transaction() as session:
            key = f"{event.room_id}:{event.user_id}"
            await self.bot.timers.schedule(session, COUNTDOWN, key, begins_at, payload)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self.bot.tasks.start(work, name=name)

    def _play(self, room: Room, purpose: Purpose, rules: PlaybackSettings) -> None:
        self._start(self._sound(room, purpose, rules), f"chime:{room.channel_id}")

    async def _sound(self, room: Room, purpose: Purpose, rules: PlaybackSettings) -> None:
        stage = self.voices.now(room)
        if stage is None:
            # The bot has one voice connection per community; this room is open without it.
            log.info("the stage %s has no voice, so no %s", room.channel_id, purpose)
            return
        try:
            clip = await self.clips.of(room.guild_id, purpose)
            self.players.of(room, rules.volume).sound(stage, clip)
        except RostraError:
            log.warning("%s on the stage %s was not played", purpose, room.channel_id, exc_info=True)

    async def _begin_music(self, room: Room, rules: PlaybackSettings) -> None:
        try:
            clip = await self.clips.of(room.guild_id, Purpose.MUSIC)
            await self.music.begin(room, clip, rules.volume)
        except RostraError as error:
            log.warning("no music on the stage %s: %s", room.channel_id, error)

    async def _announce_next(self, room: Room, user_id: int) -> None:
        guild = self.bot.get_guild(room.guild_id)
        try:
            person = None if guild is None else await guild.fetch_member(user_id)
            await announce(self.bot, room, Purpose.NEXT, person)
        except (RostraError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("the next speaker on the stage %s is not announced: %s", room.channel_id, error)
