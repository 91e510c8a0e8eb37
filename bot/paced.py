"""Work on many, at a pace that Discord allows: moves, roles, notices by the hundred.

A job is written in the caller's own transaction, with an item for each person, channel or message, and
is then worked off in the background. The rules:

1. One item after another in a community; jobs of one community take turns, so that a short one does not
   wait for a long one. Communities do not wait for each other.
2. No more than `per_second` items a second in a community, and `per_second_overall` in all: the rest of
   Discord's fifty requests is for people who wait for an answer. That is besides the buckets, which
   discord.py reads from Discord's headers.
3. Every item is done at least once: a process that dies in the middle of one leaves it to be done again,
   so a handler must bear to be called twice. What is done is counted in the database, and not begun again.
4. A failure is tried again, later each time, while the others go on. Discord's 403 and 404 and a refusal
   of ours (`UserError`) are final at once. An item that is given up is counted and kept with its reason.
5. A job that Discord answers with 403 again and again is stopped: ten thousand of those in ten minutes
   and Discord shuts out the whole machine (Discord documentation, "Rate Limits", Invalid Request Limit).
6. Who works in a community holds a short lease on its jobs, so two processes never work on one job, and
   the jobs of a process that was killed go on elsewhere, or after its restart, in seconds.

Moments follow the bot's clock, which can be moved. Pace and leases stay on real time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import UserError
from bot.events import Events
from bot.i18n import Text
from bot.job_store import JobStore
from bot.jobs import Failure, Item, Job, JobEnded, JobMoved, JobState
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.undo import undoable
from bot.watching import NOT_NOW, Watch, keep_lease

log = logging.getLogger(__name__)

Handler = Callable[[Item], Awaitable[None]]
Title = Callable[[Job], Text]

#: After so many answers 403 in a row there is no use in asking for the rest.
MOST_REFUSED_IN_A_ROW = 10
MOST_ATTEMPTS = 5
_FORBIDDEN = 403
_FINAL = frozenset({_FORBIDDEN, 404})
# As long as discord.py waits for the slowest of Discord's buckets.
_HANDLER_SECONDS = 600.0
_MOST_COMMUNITIES = 200
#: How long a job that has ended, and what it could not do, can still be read.
KEPT = timedelta(days=7)
_TIDY_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Kind:
    handler: Handler
    title: Title


@dataclass(frozen=True, slots=True)
class _Here:
    guild_id: int


class Paced:
    """Keeps jobs, and works them off."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        events: Events,
        *,
        per_second: float = 4.0,
        per_second_overall: float = 20.0,
        lease_seconds: float = 15.0,
        poll_seconds: float = 15.0,
        first_backoff_seconds: float = 2.0,
    ) -> None:
        """Prepare; nothing is worked on before `start()`.

        The jobs of a killed process are free again after `lease_seconds`; what other processes wrote or
        left is noticed within `poll_seconds`. The wait after a first failure is `first_backoff_seconds`
        and doubles with each.
        """
        self._database = database
        self._clock = clock
        self._events = events
        self._store = JobStore(database, lease=timedelta(seconds=lease_seconds))
        self._per_second = per_second
        self._overall = _Pace(per_second_overall)
        self._lease_seconds = lease_seconds
        self._first_backoff_seconds = first_backoff_seconds
        self._kinds: dict[str, _Kind] = {}
        self._busy: set[int] = set()
        self._wakes = 0
        self._tidied_at: datetime | None = None
        self._tasks = Tasks("paced")
        self._watch = Watch(self._tasks, clock, "jobs", poll_seconds=poll_seconds)
        #: Whether this process is the one that works in a community.
        self.serves: Callable[[int], bool] = lambda _guild_id: True

    @property
    def store(self) -> JobStore:
        """The rows, for whoever shows them."""
        return self._store

    def on(self, kind: str, handler: Handler, *, title: Title | None = None) -> None:
        """Hand every item of a job of `kind` to `handler`; name kinds `<cog>.<what>`.

        `title` says what a job does, where people see its progress. A cog that is switched off in a
        community rests there, and goes on when it is on again.

        Raises:
            RuntimeError: the kind has a handler already.
        """
        if kind in self._kinds:
            raise RuntimeError(f"jobs of kind {kind} have a handler already")
        self._kinds[kind] = _Kind(handler, title or _untitled)
        undoable(lambda: self._kinds.pop(kind, None))
        self._wake()

    def title(self, job: Job) -> Text:
        """What a job does, in words; a cog that does not run has none."""
        kind = self._kinds.get(job.kind)
        return _untitled(job) if kind is None else kind.title(job)

    async def begin(
        self,
        session: AsyncSession,
        kind: str,
        key: str,
        guild_id: int,
        targets: Iterable[int],
        *,
        payload: Mapping[str, Any] | None = None,
        begun_by: int | None = None,
    ) -> Job | None:
        """Add a job in the caller's transaction; None if the same kind and key runs there already.

        `targets` are the ids of what it is about, each once, in the order in which they come. The
        payload is what the handler needs besides, as JSON.
        """
        job = await self._store.add(
            session,
            guild_id,
            kind,
            key,
            list(dict.fromkeys(targets)),
            payload=payload or {},
            begun_by=begun_by,
            now=self._clock.now(),
        )
        if job is not None and job.state is JobState.RUNNING:
            after_commit(session, self._woken)
        elif job is not None:
            self._events.publish_after_commit(session, JobEnded(job))
        return job

    async def cancel(self, session: AsyncSession, job_id: int) -> bool:
        """End a job in the caller's transaction; say whether it ran. What is under way is still done."""
        job = await self._store.end(session, job_id, JobState.CANCELLED, self._clock.now())
        if job is not None:
            self._events.publish_after_commit(session, JobEnded(job))
        return job is not None

    async def job(self, job_id: int) -> Job | None:
        """How a job stands; None if there is none, or it ended more than a week ago."""
        async with self._database.reading() as session:
            return await self._store.job(session, job_id)

    async def running_in(self, guild_id: int) -> list[Job]:
        """The jobs of a community that run, the oldest first."""
        async with self._database.reading() as session:
            return await self._store.running_in(session, guild_id)

    async def targets_of(self, kind: str, key: str) -> set[int]:
        """What the running job of that kind and key has still before it; nothing if there is none."""
        async with self._database.reading() as session:
            return await self._store.targets_of(session, kind, key)

    async def failures(self, job_id: int, *, most: int = 100) -> list[Failure]:
        """What a job gave up, and why; it can be read for as long as the job."""
        async with self._database.reading() as session:
            return await self._store.failures(session, job_id, most)

    def start(self) -> None:
        """Begin to work; call it once every handler that waits for old jobs is there."""
        self._tasks.start(self._watch.run(self._look), name="watch")

    async def close(self) -> None:
        """Stop, and free what was being worked on."""
        await self._tasks.close()
        try:
            await self._store.release()
        except NOT_NOW as error:
            log.warning("jobs could not be freed, their leases run out instead: %s", error)

    def _wake(self) -> None:
        self._wakes += 1
        self._watch.wake()

    async def _woken(self) -> None:
        self._wake()

    async def _look(self) -> datetime | None:
        next_at = await self._sweep()
        await self._tidy()
        return next_at

    async def _sweep(self) -> datetime | None:
        """Start on every community in which there is something to do; return when there is more."""
        kinds, now = tuple(self._kinds), self._clock.now()
        if not kinds:
            return None
        for guild_id in await self._store.waiting(kinds, now):
            if guild_id in self._busy or not self.serves(guild_id):
                continue
            if len(self._busy) >= _MOST_COMMUNITIES:
                break
            self._busy.add(guild_id)
            self._tasks.start(self._work_in(guild_id), name=f"in:{guild_id}")
        return await self._store.next_moment(kinds, now)

    async def _tidy(self) -> None:
        now = self._clock.now()
        if self._tidied_at is not None and now < self._tidied_at + _TIDY_EVERY:
            return
        if not await self._store.tidy(now - KEPT):
            self._tidied_at = now

    async def _work_in(self, guild_id: int) -> None:
        """Do one item after another, the jobs in turn, until nothing is due."""
        pace, wakes, worked = _Pace(self._per_second), self._wakes, False
        lease = keep_lease(lambda: self._store.renew(guild_id), self._lease_seconds, f"jobs in {guild_id}")
        renewing = self._tasks.start(lease, name=f"lease:{guild_id}")
        try:
            while jobs := await self._store.claim(guild_id, self._kinds_in(guild_id), self._clock.now()):
                for job in jobs:
                    worked = await self._one_of(job, pace) or worked
            await self._store.release(guild_id)
        except NOT_NOW as error:
            log.warning("jobs in %s wait for the database: %s", guild_id, error)
        finally:
            renewing.cancel()
            self._busy.discard(guild_id)
            # Not always: where all rests, or another process works, the next look comes in its time.
            if worked or wakes != self._wakes:
                self._watch.wake()

    def _kinds_in(self, guild_id: int) -> list[str]:
        here = _Here(guild_id)
        return [name for name, kind in self._kinds.items() if self._events.hears(kind.handler, here)]

    async def _one_of(self, job: Job, pace: _Pace) -> bool:
        """Do the next item of a job; answers whether there was one."""
        await pace.turn()
        await self._overall.turn()
        item = await self._store.next_item(job, self._clock.now())
        kind = self._kinds.get(job.kind)
        if item is None or kind is None:
            return False
        try:
            async with asyncio.timeout(_HANDLER_SECONDS):
                await kind.handler(item)
        except Exception as error:  # noqa: BLE001 - an edge: whatever a handler raises, the others go on
            await self._failed(item, error)
        else:
            async with self._database.transaction() as session:
                self._tell(session, await self._store.done(session, item, self._clock.now()))
        return True

    async def _failed(self, item: Item, error: Exception) -> None:
        attempts, status = item.attempts + 1, _status_of(error)
        final = status in _FINAL or isinstance(error, UserError)
        if not final and attempts < MOST_ATTEMPTS:
            wait = self._first_backoff_seconds * 2**item.attempts
            log.warning("%s failed, again in %g s", _name(item), wait, exc_info=error)
            await self._store.retry(item, self._clock.now() + timedelta(seconds=wait), repr(error))
            return
        # Somebody who has left, or stands above the bot, is nothing for the log of every day.
        level = logging.INFO if final else logging.ERROR
        log.log(level, "%s was given up: %s", _name(item), error, exc_info=None if final else error)
        async with self._database.transaction() as session:
            await self._give_up(session, item, str(error), refused=status == _FORBIDDEN)

    async def _give_up(self, session: AsyncSession, item: Item, said: str, *, refused: bool) -> None:
        now = self._clock.now()
        job = await self._store.give_up(session, item, now, said, refused=refused)
        if job is not None and job.refused_in_a_row >= MOST_REFUSED_IN_A_ROW:
            job = await self._store.end(session, job.id, JobState.STOPPED, now) or job
        self._tell(session, job)

    def _tell(self, session: AsyncSession, job: Job | None) -> None:
        if job is None:
            return
        # One that was cancelled has been told of already.
        ended = job.state in {JobState.DONE, JobState.STOPPED}
        self._events.publish_after_commit(session, JobEnded(job) if ended else JobMoved(job))
        if ended:
            after_commit(session, partial(_log_end, job))


class _Pace:
    """So many turns a second, evenly."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for the next turn."""
        now = time.monotonic()
        at = max(now, self._next)
        self._next = at + self._gap
        await asyncio.sleep(at - now)


def _status_of(error: BaseException) -> int | None:
    """The status of an HTTP answer, whichever library asked; a refusal of ours has it as its cause."""
    reason: BaseException | None = error
    while reason is not None:
        status = getattr(reason, "status", None)
        if isinstance(status, int):
            return status
        reason = reason.__cause__
    return None


def _untitled(_job: Job) -> Text:
    return Text("bot", "job")


def _name(item: Item) -> str:
    return f"{item.job.kind} {item.job.key} in {item.guild_id}: {item.target_id}"


async def _log_end(job: Job) -> None:
    counts = f"{job.done} of {job.total} done, {job.failed} failed"
    log.info("%s %s in %s: %s, %s", job.kind, job.key, job.guild_id, job.state, counts)
