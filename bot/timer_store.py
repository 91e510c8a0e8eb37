"""The rows behind `bot.timers`: every statement on the table, none of the waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Insert, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.inserts import insert_for
from bot.storage.timer_rows import TimerRow

# One sweep looks at no more than this; the next follows when these are through.
_BATCH = 500
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class TimerDue:
    """A timer whose moment has come, as its handler gets it."""

    kind: str
    key: str
    payload: dict[str, Any]
    due_at: datetime
    attempts: int = 0


class TimerStore:
    """Adds, claims and finishes rows on behalf of one process."""

    def __init__(self, database: Database, *, lease: timedelta) -> None:
        self._database = database
        self._lease = lease
        self._owner = uuid4().hex

    async def add(self, session: AsyncSession, timer: TimerDue, *, firing: TimerDue | None) -> bool:
        """Insert unless the kind and key are there; revive one that was given up, or that is firing."""
        mine = TimerRow.lease_owner == self._owner if firing is not None else None
        statement = _adding(self._database.dialect, timer, also_replace=mine).returning(TimerRow.id)
        return await session.scalar(statement) is not None

    async def remove(self, session: AsyncSession, kind: str, key: str) -> bool:
        """Delete a row, also one that is being handed over."""
        gone = delete(TimerRow).where(TimerRow.kind == kind, TimerRow.key == key).returning(TimerRow.id)
        return await session.scalar(gone) is not None

    async def keys(self, session: AsyncSession, kind: str) -> list[str]:
        """The keys of a kind's rows."""
        return list(await session.scalars(select(TimerRow.key).where(TimerRow.kind == kind)))

    async def has(self, session: AsyncSession, kind: str, key: str) -> bool:
        """Whether there is such a row."""
        same = select(TimerRow.id).where(TimerRow.kind == kind, TimerRow.key == key)
        return await session.scalar(same) is not None

    async def due(self, kinds: Sequence[str], now: datetime) -> list[tuple[int, str]]:
        """List id and kind of what may be claimed, in the order it is due."""
        query = (
            select(TimerRow.id, TimerRow.kind)
            .where(TimerRow.kind.in_(kinds), self._claimable(now))
            .order_by(TimerRow.fire_at, TimerRow.id)
            .limit(_BATCH)
        )
        async with self._database.reading() as session:
            return [(row.id, row.kind) for row in await session.execute(query)]

    async def next_moment(self, kinds: Sequence[str]) -> datetime | None:
        """Return when the next row of `kinds` is due that nobody holds."""
        query = select(func.min(TimerRow.fire_at)).where(
            TimerRow.kind.in_(kinds), TimerRow.failed_at.is_(None), self._free()
        )
        async with self._database.reading() as session:
            moment: datetime | None = await session.scalar(query)
            return moment

    async def claim(self, row_id: int, now: datetime) -> TimerDue | None:
        """Take the lease on a row; None if it is gone, moved, or another process was faster."""
        statement = (
            update(TimerRow)
            .where(TimerRow.id == row_id, self._claimable(now))
            .values(lease_owner=self._owner, lease_until=_real_now() + self._lease)
            .returning(TimerRow.kind, TimerRow.key, TimerRow.payload, TimerRow.due_at, TimerRow.attempts)
        )
        async with self._database.transaction() as session:
            row = (await session.execute(statement)).one_or_none()
        return None if row is None else TimerDue(*row)

    async def renew(self, row_id: int) -> None:
        """Hold the lease for another while."""
        async with self._database.transaction() as session:
            await session.execute(
                update(TimerRow).where(self._mine(row_id)).values(lease_until=_real_now() + self._lease)
            )

    async def finish(self, row_id: int) -> None:
        """Delete a row that was done, unless its handler scheduled it anew."""
        async with self._database.transaction() as session:
            await session.execute(delete(TimerRow).where(self._mine(row_id)))

    async def retry(self, row_id: int, fire_at: datetime, error: str) -> None:
        """Put a row that failed back for a later try."""
        await self._put_back(row_id, error, fire_at=fire_at)

    async def give_up(self, row_id: int, now: datetime, error: str) -> None:
        """Keep a row that failed for the last time, for a person to look at."""
        await self._put_back(row_id, error, failed_at=now)

    async def release(self) -> None:
        """Free every row this process holds."""
        async with self._database.transaction() as session:
            await session.execute(
                update(TimerRow).where(TimerRow.lease_owner == self._owner).values(**_NO_LEASE)
            )

    async def _put_back(self, row_id: int, error: str, **changed: datetime) -> None:
        statement = (
            update(TimerRow)
            .where(self._mine(row_id))
            .values(attempts=TimerRow.attempts + 1, last_error=error[:_LONGEST_ERROR], **_NO_LEASE, **changed)
        )
        async with self._database.transaction() as session:
            await session.execute(statement)

    def _mine(self, row_id: int) -> ColumnElement[bool]:
        return and_(TimerRow.id == row_id, TimerRow.lease_owner == self._owner)

    def _claimable(self, now: datetime) -> ColumnElement[bool]:
        return and_(TimerRow.failed_at.is_(None), TimerRow.fire_at <= now, self._free())

    def _free(self) -> ColumnElement[bool]:
        return or_(TimerRow.lease_until.is_(None), TimerRow.lease_until < _real_now())


def add_timers(connection: Connection, timers: Sequence[TimerDue]) -> None:
    """Insert timers in a plain connection's transaction, as `bot.timers.Timers.schedule` does in a session.

    Nobody is woken by it: whoever commits calls `Timers.wake`.
    """
    for timer in timers:
        connection.execute(_adding(connection.dialect.name, timer))


def _adding(dialect: str, timer: TimerDue, *, also_replace: ColumnElement[bool] | None = None) -> Insert:
    values = {
        "due_at": timer.due_at,
        "fire_at": timer.due_at,
        "payload": timer.payload,
        "attempts": 0,
        "failed_at": None,
        "last_error": None,
        "lease_owner": None,
        "lease_until": None,
    }
    may_replace: ColumnElement[bool] = TimerRow.failed_at.is_not(None)
    if also_replace is not None:
        may_replace = or_(may_replace, also_replace)
    added = {"kind": timer.kind, "key": timer.key, **values}
    statement = insert_for(dialect, TimerRow).values(added)
    return statement.on_conflict_do_update(index_elements=["kind", "key"], set_=values, where=may_replace)


_NO_LEASE: dict[str, Any] = {"lease_owner": None, "lease_until": None}


def _real_now() -> datetime:
    return datetime.now(UTC)
