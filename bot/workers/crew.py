"""All voices that the bot has in its communities: its own, and those that its workers lend.

The bot's own goes where rooms want it (`bot.voice`); here it is asked which voice is on a stage, and one
of the workers is lent to a stage that has none. A worker that is lent has a lease, see `bot.workers.leases`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord

from bot.errors import RostraError, UpstreamError, UserError
from bot.tasks import Tasks
from bot.voice.events import LeftStage, StageLost
from bot.watching import keep_lease
from bot.workers.leases import LEASE_SECONDS, Leases
from bot.workers.worker import Lack, Why, Worker

if TYPE_CHECKING:
    import aiohttp

    from bot.client import Bot
    from bot.voice.stage_connection import StageConnection

log = logging.getLogger(__name__)

#: How long a start waits for the workers' first logins, so that nobody takes one for a person.
LOGIN_SECONDS = 10.0


class NoWorker(UpstreamError):
    """No worker can come to a stage now; `Crew.lacks` says why."""


class Crew:
    """The bot's own voice, and its workers'."""

    def __init__(self, bot: Bot, connect: Callable[[], aiohttp.BaseConnector] | None = None) -> None:
        """Prepare; `connect` makes what a worker is led to Discord by, for a sandbox."""
        self._bot = bot
        self._connect = connect
        self._leases = Leases(bot.database)
        self._tasks = Tasks("workers")
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        #: Which stage has which worker.
        self._lent: dict[int, tuple[int, Worker]] = {}
        self.workers: tuple[Worker, ...] = ()
        #: Who they are in Discord, as far as they have logged in; asked with each change on a stage.
        self.worker_ids: frozenset[int] = frozenset()
        bot.metrics.watch_voice(bot.voice.counts, self._connected)

    @property
    def own_ids(self) -> frozenset[int]:
        """Who is nobody on a stage, but the bot itself or one of its workers."""
        return self.worker_ids if self._bot.user is None else self.worker_ids | {self._bot.user.id}

    async def start(self) -> None:
        """Log the workers in, if there are some; whoever cannot is named in the log, and left out.

        Raises:
            OperatorError: what is configured is no token.
        """
        tokens = enumerate(self._bot.config.require_workers(), start=1)
        self.workers = tuple(Worker(self._bot, number, token, self._connect) for number, token in tokens)
        if not self.workers:
            return
        for worker in self.workers:
            self._tasks.start(worker.run(self._known, self._lost), name=f"worker-{worker.number}")
        renewing = keep_lease(self._renew, LEASE_SECONDS, "the voices of workers")
        self._tasks.start(renewing, name="leases")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOGIN_SECONDS):
                for worker in self.workers:
                    await worker.has_tried.wait()

    async def close(self) -> None:
        """Leave every stage, log out, and give all leases back."""
        for worker in self.workers:
            if worker.client is not None:
                await worker.client.voice.close()
        await self._tasks.close()
        if self._lent:
            self._lent.clear()
            await self._leases.give_back()

    def on(self, guild_id: int, channel_id: int) -> StageConnection | None:
        """The voice that is on a stage; perhaps in the audience, or being mended."""
        own = self._bot.voice.get(guild_id)
        if own is not None and own.channel.id == channel_id:
            return own
        worker = self.lent_to(channel_id)
        stage = None if worker is None else worker.on(guild_id)
        return stage if stage is not None and stage.channel.id == channel_id else None

    def ids_in(self, guild_id: int) -> list[int]:
        """The workers that are in a community."""
        there = (worker for worker in self.workers if worker.guild(guild_id) is not None)
        return [worker.user_id for worker in there if worker.user_id is not None]

    def lent_to(self, channel_id: int) -> Worker | None:
        """The worker that a stage has, though it may be on its way there."""
        _, worker = self._lent.get(channel_id, (0, None))
        return worker

    def lacks(self, guild: discord.Guild, channel_id: int) -> list[Lack]:
        """Why each worker cannot come to a stage; those are left out that could."""
        busy = self._busy(guild.id, channel_id)
        found = [
            Lack(Why.BUSY, worker.name) if worker in busy else worker.lack(guild, channel_id)
            for worker in self.workers
        ]
        return [lack for lack in found if lack is not None]

    async def lend(self, channel: discord.StageChannel) -> StageConnection:
        """Bring a worker to a stage: the one that it had before, else the first that can come.

        Raises:
            NoWorker: none can come now.
            RostraError: Discord did not let the last in that could.
        """
        guild, refused = channel.guild, NoWorker(f"no worker can come to {channel.id}")
        failed: RostraError = refused
        async with self._turns[guild.id]:
            for worker in await self._candidates(guild, channel.id):
                try:
                    return await self._bring(worker, guild.id, channel.id)
                except NoWorker:
                    continue
                except RostraError as error:
                    log.warning("%s does not come to the stage %s: %s", worker.name, channel.id, error)
                    failed = refused if isinstance(error, UserError) else error
                    await self._give_back(guild.id, channel.id)
        raise failed

    async def take_back(self, guild_id: int, channel_id: int) -> None:
        """Have a worker leave a stage for good; harmless if there is none."""
        async with self._turns[guild_id]:
            await self._give_back(guild_id, channel_id)

    def _busy(self, guild_id: int, channel_id: int) -> set[Worker]:
        """The workers that other stages of a community have."""
        return {
            worker
            for other_id, (there, worker) in self._lent.items()
            if there == guild_id and other_id != channel_id
        }

    async def _candidates(self, guild: discord.Guild, channel_id: int) -> list[Worker]:
        busy = self._busy(guild.id, channel_id)
        able = [one for one in self.workers if one not in busy and one.lack(guild, channel_id) is None]
        if len(able) > 1:
            before = await self._leases.holder(channel_id)
            able.sort(key=lambda worker: worker.user_id != before)
        return able

    async def _bring(self, worker: Worker, guild_id: int, channel_id: int) -> StageConnection:
        if self.lent_to(channel_id) not in (None, worker):
            await self._give_back(guild_id, channel_id)
        stage, client = worker.stage(guild_id, channel_id), worker.client
        if stage is None or client is None or worker.user_id is None:
            raise NoWorker
        if not await self._leases.take(worker.user_id, guild_id, channel_id):
            raise NoWorker
        self._lent[channel_id] = (guild_id, worker)
        try:
            return await client.voice.join(stage)
        except StageLost:
            # Thrown out in that moment: it was in, and whoever follows `LeftStage` decides.
            there = client.voice.get(guild_id)
            if there is None:
                raise
            return there

    async def _give_back(self, guild_id: int, channel_id: int) -> None:
        _, worker = self._lent.pop(channel_id, (0, None))
        if worker is None:
            return
        if worker.client is not None:
            await worker.client.voice.leave(guild_id)
        await self._leases.give_back(channel_id)

    async def _renew(self) -> None:
        held = await self._leases.renew()
        for channel_id, (guild_id, worker) in tuple(self._lent.items()):
            if (worker.user_id, channel_id) not in held:
                log.warning("%s is lent by another process now, and leaves %s", worker.name, channel_id)
                await self.take_back(guild_id, channel_id)

    def _known(self, worker: Worker) -> bool:
        """Take in who a worker is; answers False if that is the bot itself, or another worker."""
        assert worker.user_id is not None, "it has logged in"
        others = (one.user_id for one in self.workers if one is not worker)
        if self._bot.user is not None and worker.user_id in (self._bot.user.id, *others):
            return False
        self.worker_ids |= {worker.user_id}
        return True

    async def _lost(self, worker: Worker) -> None:
        """Tell of the stages that a worker was on whose gateway has ended."""
        for channel_id, (guild_id, lent) in tuple(self._lent.items()):
            if lent is worker and not self._bot.tasks.closed:
                await self._bot.events.publish(LeftStage(guild_id, channel_id))

    def _connected(self) -> int:
        clients = [worker.client for worker in self.workers if worker.client is not None]
        return self._bot.voice.connected() + sum(client.voice.connected() for client in clients)
