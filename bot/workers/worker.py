"""A worker: logs in, comes back when its gateway closes, and knows what keeps it from a stage."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import permissions
from bot.errors import OperatorError, in_one_line
from bot.permission_gaps import Gap, gaps_in, invite_link
from bot.workers.client import WorkerClient

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.voice.stage_connection import StageConnection

log = logging.getLogger(__name__)

#: What a worker is asked to be granted: to be heard, and nothing else.
NEEDED = permissions.TO_SPEAK
#: Before each further login after a gateway was lost for good; the last one is repeated.
WAITS_SECONDS = (2.0, 5.0, 15.0, 60.0, 300.0)
#: A gateway that stood for so long was well: the next wait is the first again.
WELL_SECONDS = 600.0
_AWAY = (
    aiohttp.ClientError,
    OSError,
    discord.HTTPException,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
)


class Why(StrEnum):
    """What keeps a worker from a stage."""

    AWAY = "away"  # not logged in, or its gateway is lost
    ABSENT = "absent"  # not in the community
    LACKS = "lacks"  # without a permission there
    BUSY = "busy"  # on another stage of the community


@dataclass(frozen=True, slots=True)
class Lack:
    """A worker that a stage cannot have, and what to do about it."""

    why: Why
    name: str
    permissions: tuple[str, ...] = ()
    link: str = ""


class Worker:
    """One of the bots of `[voice] workers`."""

    def __init__(
        self, bot: Bot, number: int, token: str, connect: Callable[[], aiohttp.BaseConnector] | None
    ) -> None:
        self._bot = bot
        self._token = token
        self._connect = connect
        self.number = number
        #: Its ids in Discord; None until it has logged in once.
        self.user_id: int | None = None
        self.application_id: int | None = None
        self.name = f"worker {number}"
        self.client: WorkerClient | None = None
        #: Set once the first login has come to its end, whichever that was.
        self.has_tried = asyncio.Event()

    async def run(self, known: Callable[[Worker], bool], lost: Callable[[Worker], Awaitable[None]]) -> None:
        """Be logged in until cancelled, or until Discord does not know the token.

        `known` is called once it has logged in, and answers whether it is to go on; `lost` each time its
        gateway has ended.
        """
        loop, tries = asyncio.get_running_loop(), 0
        while True:
            began = loop.time()
            try:
                await self._once(known)
            except OperatorError as error:
                log.error("%s: %s; the bot goes on without it", self._called, error)
                return
            except _AWAY as error:
                log.warning("%s is away: %s", self._called, in_one_line(error))
            await lost(self)
            tries = 0 if loop.time() - began > WELL_SECONDS else tries + 1
            await asyncio.sleep(WAITS_SECONDS[min(tries, len(WAITS_SECONDS)) - 1])

    async def _once(self, known: Callable[[Worker], bool]) -> None:
        client = WorkerClient(self._bot, None if self._connect is None else self._connect())
        try:
            await self._log_in(client)
            if not known(self):
                raise OperatorError("it is the bot itself, or another worker")
            self.client = client
            self.has_tried.set()
            await client.connect()
        finally:
            self.client = None
            self.has_tried.set()
            await client.close()
            await client.voice.give_up()

    async def _log_in(self, client: WorkerClient) -> None:
        try:
            await client.login(self._token)
        except discord.LoginFailure:
            raise OperatorError(
                "Discord does not know its token: copy it again from the developer portal, Bot, Reset Token"
            ) from None
        assert client.user is not None, "it has logged in"
        self.user_id, self.application_id = client.user.id, client.application_id
        self.name = client.user.name
        log.info("%s is logged in", self._called)

    @property
    def _called(self) -> str:
        return f"worker {self.number} of voice.workers" + (f" ({self.name})" if self.user_id else "")

    def on(self, guild_id: int) -> StageConnection | None:
        """Its voice in a community, if it is on a stage there."""
        return None if self.client is None else self.client.voice.get(guild_id)

    def guild(self, guild_id: int) -> discord.Guild | None:
        """A community as it sees it; None if it is not in it, or away."""
        return None if self.client is None else self.client.get_guild(guild_id)

    def stage(self, guild_id: int, channel_id: int) -> discord.StageChannel | None:
        """A stage as it sees it."""
        guild = self.guild(guild_id)
        channel = None if guild is None else guild.get_channel(channel_id)
        return channel if isinstance(channel, discord.StageChannel) else None

    def lack(self, guild: discord.Guild, channel_id: int) -> Lack | None:
        """What keeps it from a stage, but for another stage that has it."""
        if self.client is None or not self.client.is_ready() or self.client.is_closed():
            return Lack(Why.AWAY, self.name)
        if self.guild(guild.id) is None:
            return Lack(Why.ABSENT, self.name, link=self.link(guild))
        stage = self.stage(guild.id, channel_id)
        missing = ("view_channel",) if stage is None else permissions.lacking_in(stage, NEEDED)
        return Lack(Why.LACKS, self.name, tuple(missing)) if missing else None

    def gaps(self, guild_id: int) -> list[Gap]:
        """Everything that it lacks in a community where it is."""
        guild = self.guild(guild_id)
        return [] if guild is None else list(gaps_in(guild, NEEDED, stages_only=True))

    def link(self, guild: discord.Guild | None = None) -> str:
        """Where an administrator adds it."""
        return "" if self.application_id is None else link_of(self.application_id, guild)


def link_of(application_id: int, guild: discord.abc.Snowflake | None = None) -> str:
    """Where an administrator adds a worker."""
    return invite_link(application_id, NEEDED, guild, has_commands=False)
