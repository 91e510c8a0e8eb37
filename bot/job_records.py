"""What paced work keeps about people: who began it, and whom it is about, until a week after its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.job_store import JobStore
from bot.jobs import JobEnded, JobState
from bot.storage.job_rows import JobItemRow, JobRow


class JobRecords:
    """Fulfils `bot.community.records.Records` for jobs."""

    def __init__(self, store: JobStore, events: Events, now: Callable[[], datetime]) -> None:
        self._store = store
        self._events = events
        self._now = now

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        begun = select(JobRow.kind, JobRow.begun_at, JobRow.total).where(
            JobRow.guild_id == guild_id, JobRow.begun_by == user_id
        )
        subject = (
            select(JobRow.kind, JobRow.begun_at, JobItemRow.last_error)
            .join(JobItemRow)
            .where(JobRow.guild_id == guild_id, JobItemRow.target_id == user_id)
        )
        found = {
            "jobs_begun": [
                {"kind": row.kind, "begun_at": row.begun_at.isoformat(), "total": row.total}
                for row in await session.execute(begun.order_by(JobRow.id))
            ],
            "jobs_about": [
                {"kind": row.kind, "begun_at": row.begun_at.isoformat(), "error": row.last_error}
                for row in await session.execute(subject.order_by(JobRow.id))
            ],
        }
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; a job that runs goes on without them."""
        here = JobRow.guild_id == guild_id
        await session.execute(update(JobRow).where(here, JobRow.begun_by == user_id).values(begun_by=None))
        gone = (
            delete(JobItemRow)
            .where(JobItemRow.target_id == user_id, JobItemRow.job_id.in_(select(JobRow.id).where(here)))
            .returning(JobItemRow.job_id, JobItemRow.failed_at)
        )
        for job_id, failed_at in (await session.execute(gone)).all():
            if failed_at is None:
                await self._shorten(session, job_id)

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        jobs = select(JobRow.id).where(JobRow.guild_id == guild_id)
        await session.execute(delete(JobItemRow).where(JobItemRow.job_id.in_(jobs)))
        await session.execute(delete(JobRow).where(JobRow.guild_id == guild_id))

    async def _shorten(self, session: AsyncSession, job_id: int) -> None:
        """Take one that was not done yet out of the count; a job that has none left is done."""
        job = await self._store.shorten(session, job_id, self._now())
        if job is not None and job.state is JobState.DONE:
            self._events.publish_after_commit(session, JobEnded(job))
