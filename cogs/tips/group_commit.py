"""Group commit: what waits to be written is written together, and acknowledged when it is on disk.

Forcing a commit to disk takes as long for a hundred transfers as for one. While one batch is written,
whoever comes meanwhile gathers for the next; nobody waits for company, so a lone order goes at once.
A process has one writer on SQLite, which admits no other, and a few on PostgreSQL; a community is always
the same one's, since its chain would keep others waiting anyway. An acknowledgement comes after the
commit, and only then.
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

from bot.errors import RostraError, UpstreamError
from bot.storage.database import Database
from bot.storage.unreachable import DatabaseConflict, DatabaseLost
from cogs.tips.api import TipRefused
from cogs.tips.book import Outcome, write
from cogs.tips.locking import begin_chains
from cogs.tips.orders import Order, Written

log = logging.getLogger(__name__)

#: More than this in one transaction makes the first wait for the last.
MOST_IN_A_BATCH = 256
#: Who comes when so many wait already is refused: they would be answered too late.
MOST_WAITING = 10_000
#: So many batches are on their way at once where the store takes several: while one waits for the disk or
#: the network, another is put together.
WRITERS_ON_A_SERVER = 4
#: Keys make it safe to write again what may have been written: it is found then.
ATTEMPTS = 3


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
        count = 1 if database.dialect == "sqlite" else WRITERS_ON_A_SERVER
        self._writers = [_Writer(database, now, wake) for _ in range(count)]

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
        if sum(writer.waiting for writer in self._writers) >= MOST_WAITING:
            raise UpstreamError(f"{MOST_WAITING} orders wait for the ledger already")
        # A hash, since the last bits of Discord's ids are nearly always the same.
        return await self._writers[hash((order.guild_id,)) % len(self._writers)].write(order)

    async def close(self) -> None:
        """Write what waits, and end."""
        for writer in self._writers:
            await writer.close()


class _Writer:
    """Writes the orders of its communities, one batch after another."""

    def __init__(self, database: Database, now: Callable[[], datetime], wake: Callable[[], object]) -> None:
        self._database = database
        self._now = now
        self._wake = wake
        self._waiting: deque[_Waiting] = deque()
        self._task: asyncio.Task[None] | None = None
        self._begun: set[int] = set()  # communities that have a chain

    @property
    def waiting(self) -> int:
        """How many orders are in no batch yet."""
        return len(self._waiting)

    async def write(self, order: Order) -> Written:
        outcome: asyncio.Future[Written] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(order, outcome))
        if self._task is None or self._task.done():
            # Its own context: it works for all, not for whoever happened to come first.
            context = contextvars.Context()
            self._task = asyncio.create_task(self._drain(), name="tips.ledger", context=context)
        return await outcome

    async def close(self) -> None:
        if self._task is not None:
            await self._task

    async def _drain(self) -> None:
        while self._waiting:
            count = min(len(self._waiting), MOST_IN_A_BATCH)
            batch = [self._waiting.popleft() for _ in range(count)]
            await self._settle([one for one in batch if not one.outcome.done()])
            # Those who were answered may come again, and should be in the next batch.
            await asyncio.sleep(0)

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
            for one, outcome in zip(batch, outcomes, strict=True):
                _answer(one, outcome)

    async def _written(self, orders: Sequence[Order]) -> Sequence[Outcome]:
        if not orders:
            return ()
        for attempt in range(ATTEMPTS):
            try:
                await self._begin_chains({order.guild_id for order in orders})
                outcomes = await self._database.atomically(partial(write, orders=orders, now=self._now()))
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
