"""The bot's own place on stages: come in, come up, play, leave.

discord.py does the voice gateway and its reconnects. What it leaves to us:

1. It may return from `connect` without a connection (every try was closed), so
   `is_connected` decides.
2. Whoever joins a stage is in its audience, and what is sent from there nobody hears,
   with no error (`suppress`). So the bot takes the stage, and counts as there only when
   its own voice state says that it is a speaker.
3. After a reconnect, a move or a moderator's hand it is in the audience again, and takes
   the stage again, but not without end: a moderator who insists wins.

Audio on stages is not end-to-end encrypted (DAVE leaves stages out), so ready Opus
packets go out as they are.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import permissions
from bot.discord_internals import VoiceClient
from bot.errors import RostraError, UpstreamError, UserError
from bot.i18n import Safe
from bot.tasks import Tasks
from bot.voice.opus import FRAME_SAMPLES, packet_samples

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

#: Bounds a connect, and how long discord.py waits in vain for what Discord does not send after
#: a crash of the voice server (4015), before it gives up and we come in anew.
CONNECT_SECONDS = 15.0
#: Between the request to come up and the voice state that says so.
SPEAKER_SECONDS = 10.0
#: How often the bot comes up again within a minute before it accepts the audience.
MOST_RETAKES_A_MINUTE = 4
_MINUTE = 60.0
_LOOK_SECONDS = 0.05


class StageFull(UserError):
    """The stage has as many people as it admits."""

    key = "stage-full"


class NotAStage(UserError):
    """The channel is no stage."""

    key = "not-a-stage"


class StageLost(UpstreamError):
    """The connection ended while the bot came up; `LeftStage` says so as well."""


@dataclass(frozen=True, slots=True)
class LeftStage:
    """The bot is no longer connected to a stage, whoever ended it."""

    guild_id: int
    channel_id: int


class _Frames(discord.AudioSource):
    """Ready packets. discord.py sends the five silent frames after the last one."""

    def __init__(self, frames: Sequence[bytes], sent: Callable[[], None]) -> None:
        self._frames = iter(frames)
        self._sent = sent
        self.left = len(frames)

    def is_opus(self) -> bool:
        return True

    def read(self) -> bytes:
        frame = next(self._frames, b"")
        if frame:
            self.left -= 1
            self._sent()
        return frame


class StageConnection:
    """The bot in one stage."""

    def __init__(self, client: VoiceClient, channel: discord.StageChannel, sent: Callable[[], None]) -> None:
        self._client = client
        self._sent = sent
        self._speaker = asyncio.Event()
        #: Set each time it becomes one, also if it is sent down again in the same moment, and at the end.
        self._came_up = asyncio.Event()
        self._ended = False
        self._playing = asyncio.Lock()
        self._retaken: deque[float] = deque(maxlen=MOST_RETAKES_A_MINUTE)
        #: Where the bot is now; a moderator may move it.
        self.channel = channel
        #: Somebody is about to come up again.
        self.retaking = False

    @property
    def guild_id(self) -> int:
        """The community the stage is in."""
        return self.channel.guild.id

    @property
    def is_speaker(self) -> bool:
        """Whether what is played can be heard."""
        return self._speaker.is_set()

    def is_connected(self) -> bool:
        """Whether the voice connection stands."""
        return self._client.is_connected()

    async def play(self, frames: Sequence[bytes]) -> None:
        """Send ready Opus packets of 20 ms, one after the other; returns when the last is sent.

        A second call waits for the first.

        Raises:
            ValueError: a packet does not play 20 ms.
            UpstreamError: the bot is not on the stage, or lost it on the way.
        """
        if any(packet_samples(frame) != FRAME_SAMPLES for frame in frames):
            raise ValueError("every packet has to play 20 ms")
        async with self._playing:
            if self._ended or not (await _happens(self._speaker) and await self._stands()):
                raise UpstreamError(f"the bot is not a speaker in {self.channel.name}")
            source = _Frames(frames, self._sent)
            await self._play(source)
            if source.left:
                raise UpstreamError(
                    f"{source.left} of {len(frames)} frames were not sent: the stage was lost"
                )

    async def _play(self, source: _Frames) -> None:
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[None] = loop.create_future()

        def after(error: Exception | None) -> None:  # called in the player's thread
            loop.call_soon_threadsafe(_settle, ended, error)

        try:
            self._client.play(source, after=after)
        except discord.ClientException as error:
            raise UpstreamError(f"cannot play in {self.channel.name}: {error}") from error
        try:
            await ended
        finally:
            self._client.stop()

    async def _stands(self) -> bool:
        """Wait out a reconnect, of which discord.py tells nobody when it is over."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                while not self.is_connected():  # noqa: ASYNC110
                    await asyncio.sleep(_LOOK_SECONDS)
        except TimeoutError:
            return False
        return True

    async def take_stage(self) -> None:
        """Become a speaker.

        Raises:
            MissingPermissions: the bot may not mute members, which is what coming up takes.
            StageLost: the connection ended meanwhile.
            UpstreamError: Discord did not make it a speaker.
        """
        self._came_up.clear()
        try:
            await self.channel.guild.me.edit(suppress=False)
        except discord.Forbidden as error:
            raise permissions.MissingPermissions(["mute_members"], self.channel.mention) from error
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UpstreamError(f"Discord refused the stage {self.channel.name}: {error}") from error
        if self.is_speaker:
            return
        came_up = self._ended or await _happens(self._came_up)
        if self._ended:
            raise StageLost(f"the connection to {self.channel.name} ended while the bot came up")
        if not came_up:
            raise UpstreamError(f"Discord did not make the bot a speaker in {self.channel.name}")

    def follow(self, state: discord.VoiceState) -> None:
        """Take in what the bot's own voice state says."""
        if isinstance(state.channel, discord.StageChannel):
            self.channel = state.channel
        heard = state.channel is not None and not state.suppress and state.requested_to_speak_at is None
        if heard:
            self._speaker.set()
            self._came_up.set()
        else:
            self._speaker.clear()

    def may_retake(self) -> bool:
        """Whether to come up once more; notes that it was asked."""
        now = time.monotonic()
        if len(self._retaken) == MOST_RETAKES_A_MINUTE and now - self._retaken[0] < _MINUTE:
            return False
        self._retaken.append(now)
        return True

    def end(self) -> None:
        """Take in that the connection is no more; whoever waits to come up need not wait longer."""
        self._ended = True
        self._speaker.clear()
        self._came_up.set()

    async def disconnect(self) -> None:
        """Leave the stage."""
        await self._client.disconnect(force=True)


class StageConnections:
    """One connection per community; discord.py and Discord allow no more."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._connections: dict[int, StageConnection] = {}
        self._joining: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks = Tasks("voice")
        self._closing = False
        bot.add_listener(self._follow, "on_voice_state_update")

    def get(self, guild_id: int) -> StageConnection | None:
        """The connection in a community, if there is one."""
        return self._connections.get(guild_id)

    async def join(self, channel: discord.StageChannel, *, self_deaf: bool = True) -> StageConnection:
        """Connect to a stage and come up on it; leaves another stage of the community.

        Deafened by default: Discord then sends no audio, and everybody sees that none is taken.

        Raises:
            NotAStage: the channel is no stage.
            MissingPermissions: names what the bot lacks there.
            StageFull: nobody else is admitted.
            StageLost: the bot was in, and out again before it was up.
            UpstreamError: Discord did not let the bot in.
        """
        if not isinstance(channel, discord.StageChannel):
            raise NotAStage(channel=Safe(getattr(channel, "mention", channel)))
        async with self._joining[channel.guild.id]:
            connection = await self._connection_to(channel, self_deaf=self_deaf)
            if not connection.is_speaker:
                await self._take_or_leave(connection)
            return connection

    async def leave(self, guild_id: int) -> None:
        """Leave the stage of a community; harmless if the bot is on none."""
        async with self._joining[guild_id]:
            await self._leave(guild_id)

    async def close(self) -> None:
        """Leave every stage."""
        self._closing = True
        await self._tasks.close()
        for guild_id in tuple(self._connections):
            await self.leave(guild_id)

    async def _connection_to(self, channel: discord.StageChannel, *, self_deaf: bool) -> StageConnection:
        known = self._connections.get(channel.guild.id)
        # discord.py still takes itself for connected for a while after 4014, hoping to be moved.
        if known is not None and known.is_connected() and _is_in(channel):
            return known
        await self._leave(channel.guild.id)
        permissions.require(channel, permissions.TO_SPEAK)
        _require_room(channel)
        client = await _connect(channel, self_deaf=self_deaf)
        connection = StageConnection(client, channel, self._bot.metrics.voice_frames.inc)
        client.on_end = lambda: self._ended(connection)
        self._connections[channel.guild.id] = connection
        self._bot.metrics.voice_connections.set(len(self._connections))
        state = channel.guild.me.voice
        if state is not None:
            connection.follow(state)
        return connection

    async def _take_or_leave(self, connection: StageConnection) -> None:
        try:
            await connection.take_stage()
        except RostraError:
            # Up there unheard would look like a bot that plays nothing.
            await self._leave(connection.guild_id)
            raise

    async def _leave(self, guild_id: int) -> None:
        connection = self._connections.get(guild_id)
        if connection is not None:
            await connection.disconnect()
            return
        guild = self._bot.get_guild(guild_id)
        if guild is not None and guild.voice_client is not None:
            await guild.voice_client.disconnect(force=True)

    def _ended(self, connection: StageConnection) -> None:
        connection.end()
        if self._connections.get(connection.guild_id) is connection:
            del self._connections[connection.guild_id]
            self._bot.metrics.voice_connections.set(len(self._connections))
            left = LeftStage(connection.guild_id, connection.channel.id)
            if not self._closing:
                self._tasks.start(self._bot.events.publish(left), name="left-stage")

    async def _follow(
        self, member: discord.Member, _before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        connection = self._connections.get(member.guild.id)
        if connection is None or member.id != member.guild.me.id:
            return
        connection.follow(after)
        lost = isinstance(after.channel, discord.StageChannel) and not connection.is_speaker
        if lost and not connection.retaking:
            connection.retaking = True
            self._tasks.start(self._retake(connection), name=f"retake-{member.guild.id}")

    async def _retake(self, connection: StageConnection) -> None:
        try:
            async with self._joining[connection.guild_id]:
                # Again, if it is sent down in the very moment in which it comes up.
                while not connection.is_speaker and self._is_current(connection):
                    if not connection.may_retake():
                        log.warning(
                            "stays in the audience of %s: sent there again and again", connection.channel.id
                        )
                        return
                    await self._take_or_leave(connection)
        except RostraError as error:
            log.warning("cannot come up again in %s: %s", connection.channel.id, error)
        finally:
            connection.retaking = False

    def _is_current(self, connection: StageConnection) -> bool:
        return self._connections.get(connection.guild_id) is connection


def _is_in(channel: discord.StageChannel) -> bool:
    """Whether Discord says that the bot is there; `channel` is as the newest gateway session has it."""
    voice = channel.guild.me.voice
    return voice is not None and voice.channel is not None and voice.channel.id == channel.id


def _require_room(channel: discord.StageChannel) -> None:
    # Discord answers a join to a full channel with nothing at all ("Voice Connections").
    may_enter_anyway = channel.permissions_for(channel.guild.me).move_members
    if channel.user_limit and len(channel.voice_states) >= channel.user_limit and not may_enter_anyway:
        raise StageFull(channel=Safe(channel.mention))


async def _connect(channel: discord.StageChannel, *, self_deaf: bool) -> VoiceClient:
    try:
        client = await channel.connect(
            timeout=CONNECT_SECONDS, reconnect=True, self_deaf=self_deaf, cls=VoiceClient
        )
    except TimeoutError as error:
        raise UpstreamError(
            f"Discord did not let the bot into {channel.name} in {CONNECT_SECONDS:g} s"
        ) from error
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the bot cannot connect to {channel.name}: {error}") from error
    if not client.is_connected():
        await client.disconnect(force=True)
        raise UpstreamError(f"every try to connect to {channel.name} was closed by Discord")
    return client


async def _happens(event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(SPEAKER_SECONDS):
            await event.wait()
    except TimeoutError:
        return False
    return True


def _settle(future: asyncio.Future[None], error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(UpstreamError(f"playing failed: {error}"))
