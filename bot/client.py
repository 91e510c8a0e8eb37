"""The bot: what every cog is handed, and the one owner of everything that runs.

Parts are built in `__init__` and started in `setup_hook`; `close` ends them in
reverse, so that nothing is still used by what comes after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord
from discord.ext import commands

from bot import loader
from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.events import Events
from bot.i18n import Words
from bot.services import Services
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timers import Timers
from bot.tree import Tree
from bot.voice.connections import StageConnections
from bot.web.application import WebApp
from bot.web.health import Health
from bot.web.metrics import Metrics

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger(__name__)

T = TypeVar("T")

#: How long the end waits for listeners that are still at work.
LISTENERS_SECONDS = 5.0


def intents_for(config: Config) -> discord.Intents:
    """Only what stages need; none of them is privileged unless the config asks for members."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.voice_states = True
    intents.guild_scheduled_events = True
    intents.members = config.discord.members_intent
    return intents


class Bot(commands.AutoShardedBot):
    """discord.py's bot, plus what every cog needs.

    Nothing is cached that a busy community would fill: no messages, no members. Code
    uses `channel.voice_states` and the member that an event carries, never `.members`
    or `.listeners`.
    """

    def __init__(
        self,
        config: Config,
        *,
        database: Database | None = None,
        clock: Clock | None = None,
        connector: aiohttp.BaseConnector | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            tree_cls=Tree,
            help_command=None,
            intents=intents_for(config),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            connector=connector,
            **options,
        )
        self.config = config
        self.clock = clock or SystemClock()
        self.database = database or Database(config.database.url)
        self.events = Events()
        self.services = Services()
        self.words = Words(default=config.language.default)
        self.tasks = Tasks("bot")
        self.timers = Timers(self.database, self.clock)
        self.metrics = Metrics()
        self.voice = StageConnections(self)
        self.web = WebApp(Health(self), self.metrics)
        self._opened = False
        self._timers_run = False
        self._ended = False
        self._closing = asyncio.Lock()
        self._listening: set[asyncio.Task[None]] = set()
        #: The cogs that run, in the order they were started.
        self.loaded: tuple[loader.CogPackage, ...] = ()

    @property
    def tree(self) -> Tree:
        """The command tree, typed as ours."""
        tree = super().tree
        assert isinstance(tree, Tree)
        return tree

    def service(self, service: type[T]) -> T:
        """Return what another cog provides under the Protocol `service`.

        Raises:
            OperatorError: no cog that runs provides it.
        """
        return self.services.get(service)

    def provide(self, service: type[T], instance: T) -> None:
        """Offer `instance` to other cogs under the Protocol `service`."""
        self.services.provide(service, instance)

    async def setup_hook(self) -> None:
        """Migrate, start every cog, register commands; runs between login and the gateway.

        Raises:
            OperatorError: something the host must put right, in one line.
        """
        self.loaded = await loader.load(self, loader.find(self.config.cogs))
        if self.config.web is not None:
            await self.web.start(self.config.web.host, self.config.web.port)
        await self.tree.register(self.config.discord.command_guild_ids)
        self.tasks.start(self._run_timers(), name="timers")

    async def _run_timers(self) -> None:
        # What a timer does is mostly said to Discord, so it waits for the gateway.
        await self.wait_until_ready()
        self._timers_run = True
        self.timers.start()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Count what is asked of the bot."""
        self.metrics.asked(interaction)

    async def on_socket_event_type(self, event_type: str) -> None:
        """Count what the gateway sends."""
        self.metrics.received(event_type)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log a listener that failed; discord.py would print it past the log."""
        log.exception("%s failed", event_method)

    def _schedule_event(self, *given: Any, **named: Any) -> asyncio.Task[None]:
        task = super()._schedule_event(*given, **named)
        self._listening.add(task)
        task.add_done_callback(self._listening.discard)
        return task

    async def _listeners_done(self) -> None:
        """Let listeners finish what they store: nobody else owns their tasks."""
        left = self._listening - {asyncio.current_task()}
        if left:
            _, late = await asyncio.wait(left, timeout=LISTENERS_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def login(self, token: str) -> None:
        """Log in; `setup_hook` runs within."""
        self._opened = True
        await super().login(token)

    async def __aenter__(self) -> Self:
        self._opened = True
        return await super().__aenter__()

    async def close(self) -> None:
        """End everything in reverse order; whoever calls again waits for the first."""
        async with self._closing:
            if self._ended:
                return
            self._ended = True
            parts: list[Callable[[], Awaitable[None]]] = [self.database.close, self._listeners_done]
            # Before a login there is nothing of discord.py's to close, and it fails if asked to.
            if self._opened:
                parts.append(super().close)
            parts += [self.voice.close, self.tasks.close]
            if self._timers_run:
                parts.append(self.timers.close)
            parts.append(self.web.close)
            # What was put in last is closed first, and whatever becomes of it, the rest follows.
            async with AsyncExitStack() as stack:
                for close in parts:
                    stack.push_async_callback(_closed, close)


async def _closed(close: Callable[[], Awaitable[None]]) -> None:
    try:
        await close()
    except Exception:  # an edge: the rest is to be closed as well
        log.exception("%s failed as the bot closed", getattr(close, "__qualname__", close))
