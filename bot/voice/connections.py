"""All stages that one bot is on: one for each community, as discord.py and Discord have it.

Owns what they share: the clock that sends, the thread that receives, the tasks that mend. Those of a
worker (`bot.workers`) use the clock and the thread of the bot itself. A
connection that could not be mended, or that Discord ended, is over, and `LeftStage` says so;
whoever brings the bot to the same stage again within `LINGER_SECONDS` has the same
`StageConnection`, and what was played and recorded there goes on.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import aiohttp
import discord

from bot import permissions
from bot.discord_voice_internals import VoiceClient, maker
from bot.errors import RostraError, UpstreamError
from bot.i18n import Safe
from bot.tasks import Tasks
from bot.voice.broadcast import Broadcast
from bot.voice.closes import Trouble, trouble_of
from bot.voice.events import LeftStage, NotAStage, StageEncrypted, StageFull, StageLost
from bot.voice.reader import Reader
from bot.voice.stage_connection import StageConnection
from bot.voice.supervisor import VoiceLost
from bot.whereabouts import Place

if TYPE_CHECKING:
    from bot.events import Events
    from bot.voice.counts import Counts
    from bot.whereabouts import Change, Whereabouts

__all__ = ["LeftStage", "NotAStage", "StageConnection", "StageConnections", "StageFull", "StageLost"]

log = logging.getLogger(__name__)

#: Bounds a connect.
CONNECT_SECONDS = 15.0
#: How long what is played waits for a stage that was lost: longer than anybody tries to come back.
LINGER_SECONDS = 150.0
#: Discord stops sending to who is silent for minutes; every stage has its turn in so many seconds.
KEEPALIVE_SECONDS = 5


class Speaker(Protocol):
    """Whose voice it is: the bot's own, or a worker's."""

    events: Events
    whereabouts: Whereabouts

    @property
    def user(self) -> discord.ClientUser | None:
        """Who that is in Discord; None before the login."""

    def get_guild(self, guild_id: int, /) -> discord.Guild | None:
        """A community as its gateway tells of it."""

    def get_channel(self, channel_id: int, /) -> object | None:
        """A channel as its gateway tells of it."""


class StageConnections:
    """One connection per community; discord.py and Discord allow no more."""

    def __init__(self, bot: Speaker, *, beside: StageConnections | None = None) -> None:
        """Prepare the voice of one bot; `beside` is one of the same process, whose threads it uses."""
        self._bot = bot
        self._owns_threads = beside is None
        self._broadcast: Broadcast = Broadcast() if beside is None else beside._broadcast
        self._reader: Reader = Reader() if beside is None else beside._reader
        #: Those that stand or are being mended, and those that may go on.
        self._stages: dict[int, StageConnection] = {}
        self._joining: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks = Tasks("voice", limit=20_000)
        self._looking: asyncio.Task[None] | None = None
        self._closing = False
        bot.whereabouts.follow_bot(self._follow)

    @property
    def counts(self) -> Counts:
        """What the clock has done."""
        return self._broadcast.counts

    def connected(self) -> int:
        """On how many stages it is."""
        return sum(stage.is_connected() for stage in tuple(self._stages.values()))

    def get(self, guild_id: int) -> StageConnection | None:
        """The connection in a community, if there is one."""
        stage = self._stages.get(guild_id)
        return None if stage is None or stage.has_ended else stage

    async def join(
        self, channel: discord.StageChannel, *, self_deaf: bool = True, come_up: bool = True
    ) -> StageConnection:
        """Connect to a stage and come up on it; leaves another stage of the community.

        Deafened by default: Discord then sends no audio, and everybody sees that none is taken. A
        recording that goes on there is not deafened. Without `come_up` the bot stays in the audience,
        until somebody lets it up or it is asked to come up.

        Raises:
            NotAStage: the channel is no stage.
            MissingPermissions: names what the bot lacks there.
            StageFull: nobody else is admitted.
            StageEncrypted: Discord demands end-to-end encryption there.
            StageLost: the bot was in, and out again before it was up.
            UpstreamError: Discord did not let the bot in.
        """
        if not isinstance(channel, discord.StageChannel):
            raise NotAStage(channel=Safe(getattr(channel, "mention", channel)))
        async with self._joining[channel.guild.id]:
            needed = permissions.TO_SPEAK if come_up else permissions.TO_LISTEN
            stage = await self._connection_to(channel, self_deaf=self_deaf, needed=needed)
            if not come_up:
                stage.stays_in_audience = not stage.is_speaker
            elif not stage.is_speaker:
                await self._take_or_leave(stage)
            return stage

    async def leave(self, guild_id: int) -> None:
        """Leave the stage of a community for good; harmless if the bot is on none."""
        async with self._joining[guild_id]:
            await self._leave(guild_id)

    async def close(self) -> None:
        """Leave every stage, and end the threads."""
        self._closing = True
        await self._tasks.close()
        for guild_id, stage in tuple(self._stages.items()):
            if stage.recording is not None:
                await _stop_recording(stage)
            await self.leave(guild_id)
        if self._owns_threads:
            await asyncio.to_thread(self._broadcast.close)
            await asyncio.to_thread(self._reader.close)

    async def give_up(self) -> None:
        """End what is played everywhere: whose voice it is has no gateway any more, and does not come back.

        A recording stays with whoever makes it, and goes on with another voice.
        """
        self._closing = True
        await self._tasks.close()
        for stage in tuple(self._stages.values()):
            self._forget(stage)

    async def _connection_to(
        self, channel: discord.StageChannel, *, self_deaf: bool, needed: Sequence[str]
    ) -> StageConnection:
        known = self._stages.get(channel.guild.id)
        if known is not None and known.is_connected() and _is_in(channel):
            return known
        if known is None or not known.has_ended or known.channel.id != channel.id:
            await self._leave(channel.guild.id)
            known = None
        permissions.require(channel, needed)
        _require_room(channel)
        stage = known or self._new(channel)
        # Before Discord tells that it is in the audience, which would be answered by coming up.
        stage.stays_in_audience = needed == permissions.TO_LISTEN
        await _connect(channel, stage, self._reader, self_deaf=self_deaf and not stage.hears)
        self._stages[channel.guild.id] = stage
        if self._looking is None:
            self._looking = self._tasks.start(self._look_after(), name="look-after-stages")
        state = channel.guild.me.voice
        if state is not None and state.channel is not None:
            there = Place(state.channel.id, state.suppress, state.requested_to_speak_at is not None)
            stage.follow(there, there, channel)
        return stage

    def _new(self, channel: discord.StageChannel) -> StageConnection:
        return StageConnection(
            channel,
            tasks=self._tasks,
            broadcast=self._broadcast,
            reader=self._reader,
            publish=self._publish,
            ended=self._ended,
        )

    async def _take_or_leave(self, stage: StageConnection) -> None:
        try:
            await stage.take_stage()
        except RostraError:
            # Up there unheard would look like a bot that plays nothing, unless it waits there to be let up.
            if not stage.stays_in_audience:
                await stage.disconnect()
            raise

    async def _leave(self, guild_id: int) -> None:
        stage = self._stages.get(guild_id)
        if stage is not None:
            await stage.disconnect()
            self._forget(stage)
            return
        guild = self._bot.get_guild(guild_id)
        if guild is not None and guild.voice_client is not None:
            await guild.voice_client.disconnect(force=True)

    def _forget(self, stage: StageConnection) -> None:
        stage.give_up()
        stage.is_over = True
        if self._stages.get(stage.guild_id) is stage:
            del self._stages[stage.guild_id]

    def _ended(self, stage: StageConnection) -> None:
        if self._stages.get(stage.guild_id) is stage:
            self._publish(LeftStage(stage.guild_id, stage.channel.id, stage.ended_by))

    def _publish(self, event: object) -> None:
        if not self._closing:
            self._tasks.start(self._bot.events.publish(event), name=f"publish-{type(event).__name__}")

    async def _look_after(self) -> None:
        """Send keepalives, a share of the stages each second, and forget stages nobody came back to."""
        counter = 0
        while True:
            await asyncio.sleep(1)
            counter += 1
            for place, stage in enumerate(tuple(self._stages.values())):
                if place % KEEPALIVE_SECONDS == counter % KEEPALIVE_SECONDS:
                    stage.check(counter)
                away_since = stage.unheard_since
                if away_since is not None and time.monotonic() - away_since > LINGER_SECONDS:
                    self._linger_no_more(stage)

    def _linger_no_more(self, stage: StageConnection) -> None:
        if not stage.has_ended:
            stage.give_up()  # in the audience, by somebody's wish: what is played there is over
        elif stage.recording is None:
            self._forget(stage)

    def _follow(self, change: Change) -> bool:
        stage = self._stages.get(change.guild_id)
        if stage is None or stage.has_ended or not self._is_mine(change):
            return False
        after = change.after
        found = None if after is None else self._bot.get_channel(after.channel_id)
        channel = found if isinstance(found, discord.StageChannel) else None
        stage.follow(change.before, after, channel)
        lost = channel is not None and after is not None and after.suppress
        if lost and stage.is_connected() and not stage.retaking and not stage.stays_in_audience:
            stage.retaking = True
            self._tasks.start(self._retake(stage), name=f"retake-{change.guild_id}")
        return False

    def _is_mine(self, change: Change) -> bool:
        return self._bot.user is not None and change.user_id == self._bot.user.id

    async def _retake(self, stage: StageConnection) -> None:
        try:
            async with self._joining[stage.guild_id]:
                # Again, if it is sent down in the very moment in which it comes up.
                while stage.is_lost and self._is_current(stage):
                    if not stage.may_retake():
                        log.warning(
                            "stays in the audience of %s: sent there again and again", stage.channel.id
                        )
                        return
                    await self._take_or_leave(stage)
        except RostraError as error:
            log.warning("cannot come up again in %s: %s", stage.channel.id, error)
        finally:
            stage.retaking = False

    def _is_current(self, stage: StageConnection) -> bool:
        return self._stages.get(stage.guild_id) is stage


async def _stop_recording(stage: StageConnection) -> None:
    try:
        await stage.stop_recording()
    except (OSError, UpstreamError):
        log.exception("the recording in %s was not brought to its end", stage.channel.id)


def _is_in(channel: discord.StageChannel) -> bool:
    """Whether Discord says that the bot is there; `channel` is as the newest gateway session has it."""
    voice = channel.guild.me.voice
    return voice is not None and voice.channel is not None and voice.channel.id == channel.id


def _require_room(channel: discord.StageChannel) -> None:
    # Discord answers a join to a full channel with nothing at all ("Voice Connections").
    may_enter_anyway = channel.permissions_for(channel.guild.me).move_members
    if channel.user_limit and len(channel.voice_states) >= channel.user_limit and not may_enter_anyway:
        raise StageFull(channel=Safe(channel.mention))


async def _connect(
    channel: discord.StageChannel, stage: StageConnection, reader: Reader, *, self_deaf: bool
) -> None:
    make = maker(reader, stage)

    def attached(client: discord.Client, connectable: discord.abc.Connectable) -> VoiceClient:
        made = make(client, connectable)
        stage.attach(made)
        return made

    try:
        client = await channel.connect(
            timeout=CONNECT_SECONDS,
            reconnect=False,
            self_deaf=self_deaf,
            cls=attached,
        )
    except TimeoutError as error:
        raise UpstreamError(
            f"Discord did not let the bot into {channel.name} in {CONNECT_SECONDS:g} s"
        ) from error
    except VoiceLost as error:
        if trouble_of(error.code) is Trouble.DAVE_REQUIRED:
            raise StageEncrypted(channel=Safe(channel.mention)) from error
        raise UpstreamError(f"the bot cannot connect to {channel.name}: {error}") from error
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the bot cannot connect to {channel.name}: {error}") from error
    if not client.is_connected():
        await client.disconnect(force=True)
        raise UpstreamError(f"the connection to {channel.name} was closed by Discord at once")
