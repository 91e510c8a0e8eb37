"""The rows behind `bot.paced`: every statement on the tables, none of the waiting.

An item that is done is deleted, and counted on its job in the same transaction. Whoever deletes it
counts it, so what was done twice, by a process that was killed and by the next, is counted once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Executable, Row, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.jobs import Failure, Item, Job, JobState
from bot.storage.database import Database
from bot.storage.job_rows import JobItemRow, JobRow
from bot.storage.locks import lock

# One statement writes or removes no more items than this.
_BATCH = 5_000
_LONGEST_ERROR = 500
_OPEN = JobItemRow.failed_at.is_(None)
_RUNNING = JobRow.state == JobState.RUNNING.value
_JOB = (
    *(JobRow.id, JobRow.kind, JobRow.key, JobRow.guild_id, JobRow.payload, JobRow.begun_by, JobRow.begun_at),
    *(JobRow.total, JobRow.done, JobRow.failed, JobRow.refused_in_a_row, JobRow.state, JobRow.ended_at),
    *(JobRow.channel_id, JobRow.message_id),
)
_NO_LEASE: dict[str, Any] = {"lease_owner": None, "lease_until": None}


class JobStore:
    """Adds, claims and counts on behalf of one process."""

    def __init__(self, database: Database, *, lease: timedelta) -> None:
        self._database = database
        self._lease = lease
        self._owner = uuid4().hex

    async def add(
        self,
        session: AsyncSession,
        guild_id: int,
        kind: str,
        key: str,
        targets: Sequence[int],
        *,
        payload: Mapping[str, Any],
        begun_by: int | None,
        now: datetime,
    ) -> Job | None:
        """Insert a job and its items; None if the same one is running."""
        values = {"guild_id": guild_id, "kind": kind, "key": key, "payload": dict(payload)}
        values |= {"begun_by": begun_by, "begun_at": now, "total": len(targets)}
        values |= {"done": 0, "failed": 0, "refused_in_a_row": 0}
        values |= {"state": (JobState.RUNNING if targets else JobState.DONE).value}
        values |= {"ended_at": None if targets else now}
        added = self._database.insert(JobRow).values(values).on_conflict_do_nothing().returning(*_JOB)
        job = _job((await session.execute(added)).one_or_none())
        if job is not None:
            for start in range(0, len(targets), _BATCH):
                some = targets[start : start + _BATCH]
                await session.execute(insert(JobItemRow), [_item(job.id, target, now) for target in some])
        return job

    async def job(self, session: AsyncSession, job_id: int) -> Job | None:
        """Read one; None if there is none, or it ended long ago."""
        return _job((await session.execute(select(*_JOB).where(JobRow.id == job_id))).one_or_none())

    async def running_in(self, session: AsyncSession, guild_id: int) -> list[Job]:
        """Read those of a community that run, the oldest first."""
        return await _jobs(session, select(*_JOB).where(JobRow.guild_id == guild_id, _RUNNING))

    async def targets_of(self, session: AsyncSession, kind: str, key: str) -> set[int]:
        """Read what is still to be done of the job of that kind and key that runs."""
        ours = (JobRow.kind == kind, JobRow.key == key, _RUNNING, _OPEN)
        return set(await session.scalars(select(JobItemRow.target_id).join(JobRow).where(*ours)))

    async def failures(self, session: AsyncSession, job_id: int, most: int) -> list[Failure]:
        """Read what was given up, the first first."""
        query = (
            select(JobItemRow.target_id, JobItemRow.attempts, JobItemRow.last_error)
            .where(JobItemRow.job_id == job_id, JobItemRow.failed_at.is_not(None))
            .order_by(JobItemRow.id)
            .limit(most)
        )
        rows = await session.execute(query)
        return [Failure(row.target_id, row.attempts, row.last_error or "") for row in rows]

    async def end(self, session: AsyncSession, job_id: int, state: JobState, now: datetime) -> Job | None:
        """Let a job that runs end; None if it does not."""
        ended = update(JobRow).where(JobRow.id == job_id, _RUNNING).values(state=state.value, ended_at=now)
        return _job((await session.execute(ended.returning(*_JOB))).one_or_none())

    # --- what is to be done

    async def waiting(self, kinds: Collection[str], now: datetime) -> list[int]:
        """List the communities in which a job that nobody works on has something to do now."""
        query = (
            select(JobRow.guild_id)
            .where(_RUNNING, JobRow.kind.in_(kinds), self._free(), _something_due(now))
            .group_by(JobRow.guild_id)
            .order_by(func.min(JobRow.id))
        )
        async with self._database.reading() as session:
            return list(await session.scalars(query))

    async def next_moment(self, kinds: Collection[str], now: datetime) -> datetime | None:
        """Return when the next item is tried again."""
        query = (
            select(func.min(JobItemRow.try_at))
            .join(JobRow)
            .where(_RUNNING, _OPEN, JobRow.kind.in_(kinds), JobItemRow.try_at > now)
        )
        async with self._database.reading() as session:
            moment: datetime | None = await session.scalar(query)
            return moment

    async def claim(self, guild_id: int, kinds: Collection[str], now: datetime) -> list[Job]:
        """Take the lease on all there is to do in a community; nothing if another process works there."""
        other = aliased(JobRow)
        elsewhere = exists().where(
            other.guild_id == guild_id, other.lease_owner != self._owner, other.lease_until >= _real_now()
        )
        mine = (
            update(JobRow)
            .where(JobRow.guild_id == guild_id, _RUNNING, JobRow.kind.in_(kinds), _something_due(now))
            .where(~elsewhere)
            .values(lease_owner=self._owner, lease_until=_real_now() + self._lease)
            .returning(*_JOB)
            .execution_options(synchronize_session=False)
        )
        async with self._database.transaction() as session:
            # Two processes that begin with two jobs of one community would not see each other's lease.
            await lock(session, "bot_job", guild_id)
            return await _jobs(session, mine)

    async def renew(self, guild_id: int) -> None:
        """Hold the leases in a community for another while."""
        until = _real_now() + self._lease
        async with self._database.transaction() as session:
            await session.execute(update(JobRow).where(*self._mine(guild_id)).values(lease_until=until))

    async def release(self, guild_id: int | None = None) -> None:
        """Free what this process holds, in one community or everywhere."""
        async with self._database.transaction() as session:
            await session.execute(update(JobRow).where(*self._mine(guild_id)).values(**_NO_LEASE))

    async def next_item(self, job: Job, now: datetime) -> Item | None:
        """Read what is to be done next; None if nothing is due, or the job is over or another process's."""
        query = (
            select(JobItemRow.id, JobItemRow.target_id, JobItemRow.attempts)
            .join(JobRow)
            .where(JobRow.id == job.id, _RUNNING, JobRow.lease_owner == self._owner)
            .where(_OPEN, JobItemRow.try_at <= now)
            .order_by(JobItemRow.try_at, JobItemRow.id)
            .limit(1)
        )
        async with self._database.reading() as session:
            row = (await session.execute(query)).one_or_none()
        return None if row is None else Item(row.id, job, row.target_id, row.attempts)

    # --- what became of it

    async def done(self, session: AsyncSession, item: Item, now: datetime) -> Job | None:
        """Count an item as done; None if it was counted before, or somebody was forgotten."""
        gone = delete(JobItemRow).where(JobItemRow.id == item.id, _OPEN).returning(JobItemRow.id)
        if await session.scalar(gone) is None:
            return None
        return await self._count(session, item.job.id, now, done=JobRow.done + 1, refused_in_a_row=0)

    async def give_up(
        self, session: AsyncSession, item: Item, now: datetime, error: str, *, refused: bool
    ) -> Job | None:
        """Count an item as failed; None if it was counted before, or somebody was forgotten."""
        lost = (
            update(JobItemRow)
            .where(JobItemRow.id == item.id, _OPEN)
            .values(attempts=item.attempts + 1, failed_at=now, last_error=error[:_LONGEST_ERROR])
            .returning(JobItemRow.id)
        )
        if await session.scalar(lost) is None:
            return None
        in_a_row = JobRow.refused_in_a_row + 1 if refused else 0
        return await self._count(
            session, item.job.id, now, failed=JobRow.failed + 1, refused_in_a_row=in_a_row
        )

    async def shorten(self, session: AsyncSession, job_id: int, now: datetime) -> Job | None:
        """Count one item less, that somebody has removed; None if there is no such job."""
        return await self._count(session, job_id, now, total=JobRow.total - 1)

    async def retry(self, item: Item, try_at: datetime, error: str) -> None:
        """Put an item that failed back for a later try."""
        later = {"attempts": item.attempts + 1, "try_at": try_at, "last_error": error[:_LONGEST_ERROR]}
        async with self._database.transaction() as session:
            await session.execute(update(JobItemRow).where(JobItemRow.id == item.id, _OPEN).values(**later))

    async def tidy(self, before: datetime) -> bool:
        """Remove some of what ended before a moment; answers whether there may be more."""
        old = select(JobRow.id).where(JobRow.ended_at < before)
        some = select(JobItemRow.id).where(JobItemRow.job_id.in_(old)).limit(_BATCH)
        async with self._database.transaction() as session:
            gone = delete(JobItemRow).where(JobItemRow.id.in_(some)).returning(JobItemRow.id)
            if (await session.scalars(gone)).first() is not None:
                return True
            await session.execute(delete(JobRow).where(JobRow.ended_at < before))
            return False

    # --- where it is shown

    async def show_at(self, job_id: int, channel_id: int | None, message_id: int | None) -> None:
        """Note in which message the progress of a job is shown."""
        place = {"channel_id": channel_id, "message_id": message_id}
        async with self._database.transaction() as session:
            await session.execute(update(JobRow).where(JobRow.id == job_id).values(**place))

    async def shown_too_long(self) -> list[Job]:
        """Read those that have ended while their message may still say that they run."""
        async with self._database.reading() as session:
            return await _jobs(session, select(*_JOB).where(~_RUNNING, JobRow.message_id.is_not(None)))

    async def _count(self, session: AsyncSession, job_id: int, now: datetime, **counts: object) -> Job | None:
        counted = update(JobRow).where(JobRow.id == job_id).values(**counts).returning(*_JOB)
        job = _job((await session.execute(counted)).one_or_none())
        if job is not None and job.state is JobState.RUNNING and job.left == 0:
            return await self.end(session, job_id, JobState.DONE, now)
        return job

    def _free(self) -> ColumnElement[bool]:
        return or_(JobRow.lease_until.is_(None), JobRow.lease_until < _real_now())

    def _mine(self, guild_id: int | None) -> list[ColumnElement[bool]]:
        there = [] if guild_id is None else [JobRow.guild_id == guild_id]
        return [JobRow.lease_owner == self._owner, *there]


async def _jobs(session: AsyncSession, statement: Executable) -> list[Job]:
    found = [_job_of(row) for row in await session.execute(statement)]
    return sorted(found, key=lambda job: job.id)


def _job(row: Row[Any] | None) -> Job | None:
    return None if row is None else _job_of(row)


def _job_of(row: Row[Any]) -> Job:
    values = row._asdict()
    return Job(**{**values, "state": JobState(values["state"])})


def _item(job_id: int, target_id: int, now: datetime) -> dict[str, Any]:
    return {"job_id": job_id, "target_id": target_id, "attempts": 0, "try_at": now}


def _something_due(now: datetime) -> ColumnElement[bool]:
    return exists().where(JobItemRow.job_id == JobRow.id, _OPEN, JobItemRow.try_at <= now)


def _real_now() -> datetime:
    return datetime.now(UTC)
