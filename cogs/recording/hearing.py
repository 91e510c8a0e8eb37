"""Lets a recording hear its stage: takes in what comes, rests while the bot is away, and goes on.

Knows the bot's voice, the files and one recording at a time; when one begins and ends `recorder` decides.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot import permissions
from bot.errors import RostraError
from bot.i18n import Safe
from bot.voice.parts import PartLimits
from bot.voice.speech import RoomSounds
from cogs.recording.chime import Said, notice, tones
from cogs.recording.folders import Folders, length
from cogs.recording.refusals import DiskNearlyFull, FolderRefuses, NotOnThisStage
from cogs.recording.settings import RecordingSettings
from cogs.rooms.api import Room, Rooms, StageRole

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.voice.stage_connection import StageConnection
    from cogs.recording.api import Replay
    from cogs.recording.running import Running

log = logging.getLogger(__name__)

#: To tell those who are recorded, which the bot itself does, whichever voice hears them.
TO_TELL = ("view_channel", "send_messages")
#: What a voice reads aloud.
_ALOUD = {Said.RECORDING: "said-recording", Said.RECORDED: "said-recorded"}


class Hearing:
    """What joins recordings with stages."""

    def __init__(self, bot: Bot, folders: Folders, failed: Callable[[Running, OSError], None]) -> None:
        """`failed` is told that the disk takes no more of a recording."""
        self._bot = bot
        self._rooms = bot.service(Rooms)
        self._folders = folders
        self._failed = failed
        rules = bot.config.recording
        self._limits = PartLimits(60 * rules.part_minutes, rules.part_megabytes << 20)

    def own_id(self) -> int:
        """The bot's own id: what it plays is recorded too, and it is nobody's voice."""
        return 0 if self._bot.user is None else self._bot.user.id

    def stage_of(self, room: Room) -> StageConnection:
        """The voice on the stage of a room that is to be recorded, the bot's or a worker's.

        Raises:
            NotOnThisStage: there is none.
            MissingPermissions: it may not hear, or the bot not tell those who are heard.
        """
        stage = self._bot.crew.on(room.guild_id, room.channel_id)
        if stage is None or not stage.is_connected():
            raise NotOnThisStage(stage=Safe(f"<#{room.channel_id}>"))
        permissions.require(stage.channel, permissions.TO_SPEAK)
        chat = self._bot.get_channel(room.channel_id)
        if isinstance(chat, discord.StageChannel):
            permissions.require(chat, TO_TELL)
        return stage

    async def require_disk(self) -> None:
        """Prove that there is room for a recording.

        Raises:
            DiskNearlyFull, FolderRefuses: there is not.
        """
        try:
            if await asyncio.to_thread(self._folders.is_nearly_full):
                raise DiskNearlyFull
        except OSError as error:
            raise FolderRefuses(why=error.strerror or "none") from error

    async def begin(self, running: Running, stage: StageConnection) -> None:
        """Take in what comes over a stage into a new folder.

        Raises:
            FolderRefuses: it cannot be made.
            UpstreamError: the stage is lost by now.
        """
        try:
            await asyncio.to_thread(self._folders.make, running.replay.id)
        except OSError as error:
            log.error("nothing can be recorded in %s: %s", self._folders.root, error)
            raise FolderRefuses(why=error.strerror or "none") from error
        running.has_folder = True
        await self._take_in(running, stage, began=time.monotonic(), goes_on={})

    async def rest(self, running: Running) -> None:
        """Take nothing in for now; what came so far is whole and on the disk."""
        self.measure(running)
        stage, recording = running.stage, running.recording
        running.stage = running.recording = None
        if stage is None or recording is None:
            return
        running.seconds = recording.seconds()
        try:
            if stage.recording is recording:
                await stage.stop_recording()
            else:
                await asyncio.to_thread(recording.close)
        except (OSError, RostraError) as error:
            log.error("the recording %s was not brought to its end: %s", running.replay.id, error)
        running.meter.rest(recording.talked())

    async def follow(self, running: Running, age_seconds: float) -> bool:
        """Rest if the voice has left the stage, and go on if one is there; answers whether that changed.

        `age_seconds` is how long ago the recording began.
        """
        replay, changed = running.replay, False
        stage = self._bot.crew.on(replay.guild_id, replay.channel_id)
        if running.stage is not None and (stage not in (None, running.stage) or not running.is_there):
            await self.rest(running)
            changed = True
        if running.recording is not None or stage is None or stage.recording is not None:
            return changed
        if stage.is_connected():
            await self._go_on(running, stage, age_seconds)
            changed = True
        return changed

    def measure(self, running: Running) -> None:
        """Note who is listened to, and how long they have talked."""
        if running.recording is not None:
            speakers = self.speakers(running.replay)
            listened_to = [one for one in speakers if one != self.own_id() and running.allows(one)]
            running.meter.look(running.recording.talked(), listened_to, time.monotonic())

    def speakers(self, replay: Replay) -> list[int]:
        """Who is on the stage of a recording, and has a voice there."""
        roles = self._rooms.roles_on(replay.channel_id)
        return [user_id for user_id, role in roles.items() if role is StageRole.SPEAKER]

    async def sound(self, replay: Replay, stage: StageConnection, said: Said) -> None:
        """Let a stage hear that it is recorded, or is no more, unless its club would rather not."""
        rules = await self._bot.settings.of(RecordingSettings, replay.guild_id, replay.club_id)
        if not rules.spoken_notice:
            return
        try:
            await stage.play(
                await self._packets(replay, said, await self._bot.language_of(stage.channel.guild))
            )
        except RostraError as error:
            log.warning("the stage %s did not hear %r: %s", stage.channel.id, said.value, error)

    async def _packets(self, replay: Replay, said: Said, language: str) -> Sequence[bytes]:
        """The community's own sound; else tones, with words that a voice says or that were recorded."""
        sounds = self._bot.services.find(RoomSounds)
        if sounds is not None:
            if own := await sounds.own(replay.guild_id, said):
                return own
            words = self._bot.words.plain(__name__, _ALOUD[said], language, consent=replay.consent)
            if spoken := await sounds.spoken(replay.guild_id, replay.club_id, words, language):
                return (*await asyncio.to_thread(tones, said), *spoken)
        return await asyncio.to_thread(notice, said, language)

    async def _go_on(self, running: Running, stage: StageConnection, age_seconds: float) -> None:
        goes_on = await asyncio.to_thread(self._folders.open_again, running.replay.id)
        # A clock that was set back does not take the room's clock with it.
        began = time.monotonic() - max(age_seconds, length(goes_on))
        await self._take_in(running, stage, began=began, goes_on=goes_on)
        # Whoever said no while the tracks were opened was found in them.
        for user_id in filter(running.answers.refuses, goes_on):
            if running.recording is not None:
                running.recording.withdraw(user_id)
        log.info("the recording %s goes on", running.replay.id)

    async def _take_in(self, running: Running, stage: StageConnection, **begins: object) -> None:
        running.recording = await stage.record(
            self._folders.of(running.replay.id),
            own_id=self.own_id(),
            allows=partial(self._allows, running),
            turn_ended=running.turns.append,
            failed=partial(self._failed, running),
            limits=self._limits,
            **begins,  # type: ignore[arg-type]  # `began` and `goes_on`, as `record` has them
        )
        running.stage = stage

    def _allows(self, running: Running, user_id: int) -> bool:
        """Whether somebody may be recorded; a voice of the bot's that comes or goes is nobody."""
        return user_id not in self._bot.crew.worker_ids and running.allows(user_id)
