"""The bot's voice in a room, as somebody wants to use it now: heard, or a refusal that says what to do.

| where the bot is                         | what is said                                                |
|------------------------------------------|-------------------------------------------------------------|
| a speaker in that room                   | nothing                                                     |
| in its audience, and may come up         | nothing: it comes up                                        |
| in its audience, and may not             | which permission it lacks; it raises its hand               |
| nowhere, and may come in but not up      | the same: it comes into the audience, and raises its hand   |
| nowhere, and may not even come in        | which permissions it lacks                                  |
| nowhere, though nothing keeps it away    | how to bring it                                             |
| on another stage, and no worker here     | on which, and how to bring it                               |
| there, while its connection is mended    | to wait a moment                                            |
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import permissions
from bot.errors import UpstreamError
from bot.i18n import Safe, Text
from bot.voice.events import StageRestored
from cogs.playback.playing import Piece
from cogs.playback.refusals import NotOnStage, NoVoiceHere, VoiceComesBack, VoiceElsewhere
from cogs.playback.settings import PlaybackSettings
from cogs.rooms.api import Rooms

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.voice.sources import Clip
    from bot.voice.stage_connection import StageConnection
    from bot.whereabouts import Change
    from cogs.playback.api import StoredPiece
    from cogs.playback.playing import Players
    from cogs.rooms.api import Room

log = logging.getLogger(__name__)

#: How long what was played waits for another voice: longer than rooms try to bring one.
MOST_WAITING_SECONDS = 150.0


class Voices:
    """Finds the bot's voice."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def now(self, room: Room) -> StageConnection | None:
        """The bot's voice in a room, if it is there; perhaps in the audience, or being mended."""
        return self._bot.crew.on(room.guild_id, room.channel_id)

    async def of(self, room: Room) -> StageConnection:
        """The bot's voice in a room, where it is heard.

        Raises:
            VoiceElsewhere: it is on another stage.
            NotOnStage: it may not come up; it has raised its hand if it could.
            MissingPermissions: it may not come in.
            NoVoiceHere: nothing keeps it away, and it is on no stage.
            VoiceComesBack: its connection is being mended.
        """
        connection = self.now(room)
        if connection is None:
            own = self._bot.voice.get(room.guild_id)
            if own is not None:
                raise VoiceElsewhere(stage=Safe(own.channel.mention))
            connection = await self._come_into_audience(room)
        if not connection.is_connected():
            raise VoiceComesBack
        if not connection.is_speaker:
            await self._come_up(connection)
        return connection

    async def _come_into_audience(self, room: Room) -> StageConnection:
        stage = self._bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise NoVoiceHere
        permissions.require(stage, permissions.TO_LISTEN)
        if not permissions.lacking_in(stage, permissions.TO_SPEAK):
            # It is away by somebody's wish, or on its way: whoever hosts decides, not a sound.
            raise NoVoiceHere
        return await self._bot.voice.join(stage, come_up=False)

    async def _come_up(self, connection: StageConnection) -> None:
        try:
            await connection.take_stage()
        except permissions.MissingPermissions as error:
            raised = await _raise_hand(connection.channel)
            raise NotOnStage(
                stage=Safe(connection.channel.mention),
                permissions=permissions.names(error.permissions),
                hand="raised" if raised else "down",
            ) from error


class Queued:
    """A piece of another cog. Fulfils `cogs.playback.api.Queued`."""

    def __init__(self, players: Players, room: Room, piece: Piece, ahead: int) -> None:
        self._players, self._room, self._piece = players, room, piece
        self.ahead = ahead

    @property
    def position_seconds(self) -> float | None:
        """See the Protocol."""
        player = self._players.find(self._room.id)
        return None if player is None else player.position_of(self._piece)


class RoomQueues:
    """Plays what other cogs have. Fulfils `cogs.playback.api.RoomQueues`."""

    def __init__(self, bot: Bot, players: Players, voices: Voices) -> None:
        self._bot = bot
        self._players = players
        self._voices = voices

    async def add(self, room: Room, piece: StoredPiece) -> Queued:
        """See the Protocol."""
        stage = await self._voices.of(room)
        rules = await self._bot.settings.of(PlaybackSettings, room.guild_id, room.club_id)
        queued = Piece(piece.name, piece.path, piece.added_by_id, piece.length_seconds)
        ahead = self._players.of(room, rules.volume).add(stage, queued)
        return Queued(self._players, room, queued, ahead)


class Returning:
    """Lets a room hear the rest of what was played there once it has another voice, or says that it stopped.

    A voice that is lost and mended goes on by itself (`bot.voice`). Here it was lost for good, as a worker is
    that is away or was lent elsewhere, or moved to another stage; it may be back, and another may come.
    """

    def __init__(self, bot: Bot, players: Players, voices: Voices, music: WaitingMusic) -> None:
        self._bot = bot
        self._players = players
        self._voices = voices
        self._music = music
        self._waiting: dict[int, asyncio.Event] = {}

    def listen(self) -> None:
        """Follow what waits, and the voices that come."""
        self._players.watch(self._changed)
        self._bot.whereabouts.follow_bot(self._heard)
        self._bot.events.subscribe(StageRestored, self._restored)

    def _heard(self, change: Change) -> bool:
        """Take in that a voice can be heard on some stage, or is where it was."""
        if change.after is not None:
            self._look()
        return False

    async def _restored(self, _event: StageRestored) -> None:
        """Take in that a connection stands: Discord may have said before that the voice is heard there."""
        self._look()

    def _look(self) -> None:
        for came in self._waiting.values():
            came.set()

    def _changed(self, room: Room) -> None:
        if (came := self._waiting.get(room.id)) is not None:
            came.set()
            return
        player = self._players.find(room.id)
        if player is not None and player.waits and not self._bot.tasks.closed:
            self._waiting[room.id] = asyncio.Event()
            self._bot.tasks.start(self._wait(room), name=f"playback.waits:{room.channel_id}")

    async def _wait(self, room: Room) -> None:
        came = self._waiting[room.id]
        try:
            async with asyncio.timeout(MOST_WAITING_SECONDS):
                while not await self._goes_on(room):
                    await came.wait()
                    came.clear()
        except TimeoutError:
            await self._give_up(room)
        finally:
            del self._waiting[room.id]
        self._changed(room)  # that voice may be lost by now

    async def _goes_on(self, room: Room) -> bool:
        """Go on if there is a voice that is heard; answers whether nothing waits any more."""
        player, stage = self._players.find(room.id), self._voices.now(room)
        if player is not None and player.waits:
            if stage is None or not stage.is_speaker:
                return False
            player.go_on(stage)
            log.info("what was played on the stage %s goes on", room.channel_id)
        if stage is not None:
            await self._music.go_on(room, stage)
        return True

    async def _give_up(self, room: Room) -> None:
        player = self._players.find(room.id)
        if player is None or not player.waits:
            return
        count = player.give_up()
        stage = self._bot.get_channel(room.channel_id)
        if isinstance(stage, discord.StageChannel):
            language = await self._bot.language_of(stage.guild)
            try:
                await stage.send(self._bot.words.text(__name__, "playback-lost", language, count=count))
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("nobody is told that nothing plays on the stage %s: %s", room.channel_id, error)


class WaitingMusic:
    """Music until the first speaker: beneath all else, and down under whoever speaks.

    To know that somebody speaks the bot has to stop being deafened, which everybody sees; it keeps nothing of
    what it hears, and the room's card says both.
    """

    def __init__(self, bot: Bot, players: Players, voices: Voices) -> None:
        self._bot = bot
        self._players = players
        self._voices = voices
        #: Where it plays, by the id of the room, and the connection that listens for it if one does.
        self._on: dict[int, StageConnection | None] = {}

    def listen(self) -> None:
        """Say on cards what is so, and follow what ends by itself."""
        self._bot.service(Rooms).add_card_line(self.line)
        self._players.watch(self._changed)

    async def begin(self, room: Room, clip: Clip, volume: int) -> None:
        """Let music be heard in a room, in the place of what was heard before.

        Raises:
            RostraError: the bot is not heard there; says why.
        """
        stage = await self._voices.of(room)
        self._players.of(room, volume).begin_music(stage, clip)
        self._on[room.id] = stage
        await stage.listen(listens=True)
        self._bot.service(Rooms).card_is_stale(room)

    async def end(self, room: Room) -> bool:
        """Fade the music out, and stop listening; answers whether there was some."""
        if room.id not in self._on:
            return False
        stage = self._on.pop(room.id)
        if (player := self._players.find(room.id)) is not None:
            player.end_music()
        # Wherever the bot is by now: it listened for this room alone.
        if stage is not None:
            await stage.listen(listens=False)
        self._bot.service(Rooms).card_is_stale(room)
        return True

    async def rest(self, room: Room) -> None:
        """Stop listening for a room that waits for its voice; the music goes on with that."""
        if (stage := self._on.get(room.id)) is not None:
            self._on[room.id] = None
            await stage.listen(listens=False)
            self._bot.service(Rooms).card_is_stale(room)

    async def go_on(self, room: Room, stage: StageConnection) -> None:
        """Listen for the music of a room over another voice, over which it goes on."""
        if self._on.get(room.id, stage) is not stage:
            self._on[room.id] = stage
            await stage.listen(listens=True)
            self._bot.service(Rooms).card_is_stale(room)

    async def line(self, room: Room) -> Text | None:
        """What a room's card says of it."""
        return Text(__name__, "card-music") if self._on.get(room.id) is not None else None

    def _changed(self, room: Room) -> None:
        player = self._players.find(room.id)
        lost = room.id in self._on and (player is None or not player.status.has_music)
        if lost and not self._bot.tasks.closed:
            self._bot.tasks.start(self.end(room), name=f"music-ended:{room.id}")


async def _raise_hand(stage: discord.StageChannel) -> bool:
    """Ask to speak; answers whether the hand is up."""
    own = stage.guild.me
    if own.voice is not None and own.voice.requested_to_speak_at is not None:
        return True
    try:
        await own.request_to_speak()
    except discord.Forbidden as error:
        log.info("may not even ask to speak on the stage %s: %s", stage.id, error)
        return False
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the bot cannot ask to speak in {stage.name}: {error}") from error
    return True
