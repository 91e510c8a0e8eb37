"""Group commit: what waits to be written is written together, and acknowledged when it is on disk.

Forcing a commit to disk takes as long for a hundred transfers as for one. While one batch is written,
whoever comes meanwhile gathers for the next; nobody waits for company, so a lone order goes at once.
A process has one writer on SQLite, which admits no other, and two on PostgreSQL: while the server works for
one, the other puts its batch together. They share the communities that wait, but for those that one is
writing, whose chain would keep the other waiting anyway. An acknowledgement comes after the commit, and
only then.
"""

from __future__ import annotations

import asyncio
import contextvars
import copy
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil
from typing import cast

from sqlalchemy import Connection

from bot.errors import RostraError, UpstreamError
from bot.storage.database import Database
from bot.storage.unreachable import DatabaseConflict, DatabaseLost
from cogs.tips.api import TipRefused
from cogs.tips.book import Outcome, write, write_free
from cogs.tips.locking import begin_chains
from cogs.tips.orders import Order, Written

log = logging.getLogger(__name__)

#: More than this in one transaction makes the first wait for the last.
MOST_IN_A_BATCH = 256
#: Who comes when so many wait already is refused: they would be answered too late.
MOST_WAITING = 10_000
#: So many batches are on their way at once where the store takes several. Two keep us and the server at work;
#: with more each is smaller, and much of what a batch costs it costs once.
WRITERS_ON_A_SERVER = 2
#: Keys make it safe to write again what may have been written: it is found then.
ATTEMPTS = 3


Work = Callable[[Connection, Sequence[Order], datetime], Sequence[Outcome | None]]


@dataclass(slots=True)
class _Waiting:
    order: Order
    outcome: asyncio.Future[Written]


class GroupCommit:
    """The writers of the ledger in a process."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], wake: Callable[[], object] = lambda: None
    ) -> None:
        """Prepare; `wake` is called after a commit in which timers were written."""
        self._database = database
        self._now = now
        self._wake = wake
        self._most_writers = 1 if database.dialect == "sqlite" else WRITERS_ON_A_SERVER
        self._writers: set[asyncio.Task[None]] = set()
        self._is_one_coming = False  # a writer that has not taken anything yet
        self._batches = 0  # on their way
        #: Orders in no batch yet, by community; whose turn comes next is first.
        self._waiting: dict[int, deque[_Waiting]] = {}
        self._count = 0
        self._being_written: set[int] = set()
        self._held: set[int] = set()  # by another process, or by a transaction of somebody else
        self._begun: set[int] = set()  # communities that have a chain

    async def write(self, order: Order) -> Written:
        """Write an order, together with others that wait; returns once it is committed.

        Raises:
            TipRefused: the book does not take it; nothing of it was written.
            UpstreamError: the database cannot be written just now, or too many wait.
            OperatorError: the database cannot be reached.
            RuntimeError: this task is in a transaction, for which the writer would wait for ever.
        """
        if self._database.is_writing:
            raise RuntimeError("the ledger's writer has a transaction of its own: write in the session")
        if self._count >= MOST_WAITING:
            raise UpstreamError(f"{MOST_WAITING} orders wait for the ledger already")
        outcome: asyncio.Future[Written] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(order.guild_id, deque()).append(_Waiting(order, outcome))
        self._count += 1
        self._begin_writer()
        return await outcome

    async def close(self) -> None:
        """Write what waits, and end."""
        while self._writers:
            await asyncio.gather(*self._writers)

    def _begin_writer(self) -> None:
        """Let one more write, if there may be one and something waits that nobody is about to write."""
        if self._is_one_coming or len(self._writers) >= self._most_writers:
            return
        if self._waiting.keys() - self._being_written:
            # Its own context: it works for all, not for whoever happened to come first.
            context = contextvars.Context()
            task = asyncio.create_task(self._drain(), name="tips.ledger", context=context)
            self._is_one_coming = True
            self._writers.add(task)

    async def _drain(self) -> None:
        self._is_one_coming = False
        try:
            while batch := self._next_batch():
                await self._write_batch(batch)
                # Those who were answered may come again, and should be in the next batch.
                await asyncio.sleep(0)
        finally:
            # Here and not once the task is done: who comes in between would wait for nobody.
            self._writers.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _write_batch(self, batch: Sequence[_Waiting]) -> None:
        guild_ids = {one.order.guild_id for one in batch}
        self._being_written |= guild_ids
        self._batches += 1
        self._begin_writer()
        try:
            await self._settle([one for one in batch if not one.outcome.done()])
        finally:
            self._batches -= 1
            self._being_written -= guild_ids
            if len(guild_ids) == 1:
                self._held -= guild_ids

    def _next_batch(self) -> list[_Waiting]:
        """This writer's share of what waits and nobody writes; of more than fits who has waited longest."""
        batch: list[_Waiting] = []
        for guild_id in self._my_share():
            if guild_id in self._held and batch:
                continue  # by itself, since it keeps waiting whoever is written with it
            waiting = self._waiting.pop(guild_id)
            while waiting and len(batch) < MOST_IN_A_BATCH:
                batch.append(waiting.popleft())
            if waiting:
                self._waiting[guild_id] = waiting  # behind the others, whose turn it is then
            if len(batch) == MOST_IN_A_BATCH or guild_id in self._held:
                break
        self._count -= len(batch)
        return batch

    def _my_share(self) -> list[int]:
        """The communities that are for one of those who may write now; whose turn it is first."""
        free = [one for one in self._waiting if one not in self._being_written]
        return free[: ceil(len(free) / (self._most_writers - self._batches))]

    async def _settle(self, batch: Sequence[_Waiting]) -> None:
        """Write a batch and answer everybody in it, whatever happens."""
        try:
            outcomes = await self._written([one.order for one in batch])
        except RostraError as error:
            log.warning("the ledger could not be written: %s", error)
            for one in batch:
                _fail(one, copy.copy(error))
        except Exception as error:
            if len(batch) == 1:
                _fail(batch[0], error)
                return
            # One of them is a fault that nobody foresaw: each alone, so that it fails alone.
            log.warning("a batch of the ledger failed, each of %d goes alone", len(batch), exc_info=error)
            for one in batch:
                await self._settle([one])
        except BaseException:
            for one in batch:
                one.outcome.cancel()
            raise
        else:
            held: list[_Waiting] = []
            for one, outcome in zip(batch, outcomes, strict=True):
                if outcome is None:
                    held.append(one)
                else:
                    _answer(one, outcome)
            self._put_back(held)

    def _put_back(self, held: Sequence[_Waiting]) -> None:
        """Let orders wait whose community's chain was held: they are written by themselves, and wait then."""
        for one in reversed(held):  # the first of them comes first again
            self._held.add(one.order.guild_id)
            self._waiting.setdefault(one.order.guild_id, deque()).appendleft(one)
        self._count += len(held)

    async def _written(self, orders: Sequence[Order]) -> Sequence[Outcome | None]:
        if not orders:
            return ()
        guild_ids = {order.guild_id for order in orders}
        work: Work = write_free if len(guild_ids) > 1 and self._database.dialect != "sqlite" else write
        for attempt in range(ATTEMPTS):
            try:
                await self._begin_chains(guild_ids)
                now = self._now()
                outcomes = await self._database.atomically(lambda plain: work(plain, orders, now))  # noqa: B023 - run here
            except (DatabaseLost, DatabaseConflict) as error:
                # Whether a commit whose connection broke was made, nobody can say; the keys can.
                log.warning("the ledger is written once more: %s", error)
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                if any(order.timers for order in orders):
                    self._wake()
                return outcomes
        raise AssertionError("the last attempt returns or raises")

    async def _begin_chains(self, guild_ids: set[int]) -> None:
        new = guild_ids - self._begun
        # SQLite has one writer at a time: nobody waits in the middle of a batch.
        if new and self._database.dialect != "sqlite":
            await self._database.atomically(partial(begin_chains, guild_ids=sorted(new)))
        self._begun |= new


def _answer(one: _Waiting, outcome: Outcome) -> None:
    if one.outcome.done():
        return  # they no longer wait; what was written stays
    if isinstance(outcome, TipRefused):
        one.outcome.set_exception(outcome)
    else:
        one.outcome.set_result(outcome)


def _fail(one: _Waiting, error: Exception) -> None:
    if not one.outcome.done():
        one.outcome.set_exception(error)
