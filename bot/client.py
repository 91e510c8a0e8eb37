"""The bot: what every cog is handed, and the one owner of everything that runs.

Parts are built in `__init__` and started in `setup_hook`; `close` ends them in
reverse, so that nothing is still used by what comes after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord
from discord.ext import commands
from discord.ui.view import BaseView

from bot import discord_internals, loader
from bot.clock import Clock, SystemClock
from bot.community.membership import Communities
from bot.community.own_records import OwnRecords
from bot.community.records import RecordBook
from bot.community.settings import CommunitySettings, Language
from bot.community.switches import Switches
from bot.config import Config
from bot.discord_gateway_internals import Receiving
from bot.events import Events
from bot.forms import Forms
from bot.i18n import Text, Words
from bot.job_records import JobRecords
from bot.paced import Paced
from bot.progress import CancelJob, ProgressMessages
from bot.reloading import Reloader
from bot.services import Services
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timers import Timers
from bot.tree import Tree
from bot.undo import undoable
from bot.voice.connections import StageConnections
from bot.web.application import WebApp
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.whereabouts import Change, Whereabouts
from bot.workers.crew import Crew

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger(__name__)

T = TypeVar("T")

#: Who added the bot while it was away, and longer ago, is not welcomed any more.
LATELY = timedelta(days=1)
#: What discord.py calls an event of the gateway, and those after which a line stands.
_SENT, _SENT_LISTENER = "socket_event_type", "on_socket_event_type"
_ON_THE_LINE = frozenset({"shard_connect", "shard_resumed"})
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

    #: Called once all that stays is loaded, for whoever owns the process; the gateway is opened after it.
    when_loaded: Callable[[], None] | None = None

    def __init__(
        self,
        config: Config,
        *,
        database: Database | None = None,
        clock: Clock | None = None,
        connector: aiohttp.BaseConnector | None = None,
        worker_connector: Callable[[], aiohttp.BaseConnector] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            tree_cls=Tree,
            help_command=None,
            intents=intents_for(config),
            connector=connector,
            **discord_internals.LEAN,
            **options,
        )
        self.config = config
        self.clock = clock or SystemClock()
        self.database = database or Database(config.database.url)
        self.events = Events()
        self.services = Services()
        self.words = Words(default=config.language.default)
        self.forms = Forms()
        self.tasks = Tasks("bot")
        self.whereabouts = Whereabouts(self.tasks)
        discord_internals.keep_guilds_lean(self, self.whereabouts.bots)
        self._receiving = Receiving(self, told=self._told, counted=self._sent)
        self.timers = Timers(self.database, self.clock)
        self.paced = Paced(self.database, self.clock, self.events)
        self.paced.serves = self.serves
        self.progress = ProgressMessages(self)
        self.settings = SettingStore(self.database, self.events, self.clock.now)
        self.records = RecordBook(self.database)
        self.switches = Switches(self.database, self.events, self.clock.now)
        self.events.hears = self.switches.hears
        self.communities = Communities(
            self.database,
            self.events,
            self.timers,
            settings=self.settings,
            records=self.records,
            now=self.clock.now,
        )
        self.metrics = Metrics()
        self.voice = StageConnections(self)
        self.crew = Crew(self, worker_connector)
        self.web = WebApp(Health(self), self.metrics)
        self._opened = False
        self._timers_run = False
        self._ended = False
        self._closing = asyncio.Lock()
        self._listening: set[asyncio.Task[None]] = set()
        self._found: tuple[loader.CogPackage, ...] = ()
        #: The cogs that run, in the order they were started, with what they registered.
        self.started: list[loader.Started] = []
        self._declare_own()

    def _declare_own(self) -> None:
        """Say what a community sets of the framework itself, and what that keeps."""
        self.settings.declare(
            "community",
            "bot",
            CommunitySettings,
            title_key="community-settings",
            description_key="community-settings.description",
        )
        mode = "members-intent-on" if self.config.discord.members_intent else "members-intent-off"
        self.settings.remark("community", Text("bot", mode))
        jobs = JobRecords(self.paced.store, self.events, self.clock.now)
        self.records.add("bot", OwnRecords(self.settings, self.switches, jobs))

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

    @property
    def loaded(self) -> tuple[loader.CogPackage, ...]:
        """The cogs that run, in the order they were started."""
        return tuple(started.cog for started in self.started)

    def exchange(self, fresh: Iterable[loader.Started]) -> None:
        """Note that some cogs were started anew."""
        by_name = {one.cog.name: one for one in fresh}
        self.started = [by_name.get(old.cog.name, old) for old in self.started]
        self.switches.know(self.loaded)

    async def add_cog(self, cog: commands.Cog, /, **options: Any) -> None:
        """Add commands and listeners, which go again with the cog they belong to."""
        await super().add_cog(cog, **options)
        undoable(lambda: self.remove_cog(cog.qualified_name))

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[Any]]) -> None:
        """Answer to components by their custom_id, for as long as the cog they belong to runs."""
        super().add_dynamic_items(*items)
        undoable(lambda: self.remove_dynamic_items(*items))

    def add_view(self, view: BaseView, *, message_id: int | None = None) -> None:
        """Answer to a persistent view, for as long as the cog it belongs to runs."""
        super().add_view(view, message_id=message_id)
        undoable(view.stop)

    async def language_of(self, guild: discord.Guild) -> str:
        """In which language to write what everybody in a community reads."""
        chosen = (await self.settings.of(CommunitySettings, guild.id)).language
        return guild.preferred_locale.value if chosen is Language.AUTO else chosen.value

    async def setup_hook(self) -> None:
        """Start every cog, serve the pages, register commands; runs between login and the gateway.

        Raises:
            OperatorError: something the host must put right, in one line.
        """
        await self.crew.start()
        self.add_dynamic_items(CancelJob)
        self.started = list(await loader.load(self, self._found))
        await self.switches.load(self.loaded)
        if self.config.web is not None:
            self.web.outside_url = self.config.web.public_url
            await self.web.start(self.config.web.host, self.config.web.port)
        await self.tree.register(self.config.discord.command_guild_ids)
        self.tasks.start(self._run_timers(), name="timers")
        if self.when_loaded is not None:
            self.when_loaded()

    async def _run_timers(self) -> None:
        # What a timer does is mostly said to Discord, so it waits for the gateway.
        await self.wait_until_ready()
        self._timers_run = True
        self.timers.start()
        await self.progress.recover()
        self.paced.start()
        if self.config.development.reload:
            self.tasks.start(Reloader(self).watch(), name="reload")

    async def on_ready(self) -> None:
        """Note where the bot was added and removed while it was away."""
        log.info("ready as %s; communities: %d", self.user, len(self.guilds))
        lately = self.clock.now() - LATELY
        # One question for all: a bot in a thousand communities would write a thousand times at each start.
        known = await self.communities.known()
        for guild in self.guilds:
            if not guild.unavailable and guild.id not in known:
                joined_at = guild.me.joined_at
                await self.communities.came(guild.id, lately=joined_at is not None and joined_at > lately)
        present = {guild.id for guild in self.guilds}
        await self.communities.found(present, self.serves)

    def serves(self, guild_id: int) -> bool:
        """Whether this process is the one that hears of a community."""
        # Discord documentation, "Gateway", Sharding.
        return (guild_id >> 22) % (self.shard_count or 1) in self.shards

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot was added to a community."""
        await self.communities.came(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was removed from a community."""
        await self.communities.went(guild.id)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Count what is asked of the bot, and answer to forms."""
        self.metrics.asked(interaction)
        if interaction.type is discord.InteractionType.modal_submit:
            await self.forms.submitted(interaction)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell listeners; and count what the gateway sends, which is not worth a task for each of it."""
        if event == _SENT:
            self._sent(*args)
            return
        super().dispatch(event, *args, **kwargs)
        if event in _ON_THE_LINE:
            self._receiving.take_over()

    def _told(self, change: Change) -> None:
        # A worker tells of itself: from here it would be a person who came to the stage.
        if change.user_id not in self.crew.worker_ids:
            self.whereabouts.tell(change)

    def _sent(self, event: str, times: int = 1) -> None:
        self.metrics.received(event, times)
        if _SENT_LISTENER in self.extra_events:
            for _ in range(times):
                super().dispatch(_SENT, event)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log a listener that failed; discord.py would print it past the log."""
        log.exception("%s failed", event_method)

    @property
    def busy(self) -> bool:
        """Whether somebody still works on what the gateway has told."""
        return bool(self._listening) or self.whereabouts.busy

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
        """Find the cogs and bring their tables up to date, then log in; `setup_hook` runs within.

        In that order Discord hears nothing of a bot that cannot start, however often it is restarted.

        Raises:
            OperatorError: something the host must put right, in one line.
            UpstreamError: another process held the database for too long.
        """
        self.config.require_workers()
        self._found = loader.find(self.config.cogs)
        loader.check_language(self.config.language.default, self._found)
        await loader.migrate_all(self.database, self._found)
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
            parts += [self.voice.close, self.crew.close, self.tasks.close, self.whereabouts.close]
            if self._timers_run:
                parts += [self.progress.close, self.paced.close, self.timers.close]
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
