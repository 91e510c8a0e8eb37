"""Leases on workers, as rows: who has one holds the worker for one stage, for a while that is renewed.

A lease that its process does not renew is anybody's after `LEASE_SECONDS`. Of the very same stage it is
anybody's at once: whoever serves a community now has its rooms, and who served it before has crashed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.lease_rows import VoiceLeaseRow

LEASE_SECONDS = 30.0


class Leases:
    """Takes and gives back on behalf of one process."""

    def __init__(self, database: Database, *, lease_seconds: float = LEASE_SECONDS) -> None:
        self._database = database
        self._lease = timedelta(seconds=lease_seconds)
        self._owner = uuid4().hex

    async def holder(self, channel_id: int) -> int | None:
        """The worker that a stage has or had last, by its id."""
        query = select(VoiceLeaseRow.worker_id).where(VoiceLeaseRow.channel_id == channel_id)
        async with self._database.reading() as session:
            worker_id: int | None = await session.scalar(query)
            return worker_id

    async def take(self, worker_id: int, guild_id: int, channel_id: int) -> bool:
        """Hold a worker for a stage; False if another process holds it, or holds one for that stage."""
        row = VoiceLeaseRow
        same_worker = and_(row.worker_id == worker_id, row.guild_id == guild_id)
        same_stage = row.channel_id == channel_id
        free = or_(row.lease_owner == self._owner, row.lease_until < _real_now(), same_worker & same_stage)
        try:
            async with self._database.transaction() as session:
                await session.execute(delete(row).where(or_(same_worker, same_stage), free))
                await session.execute(
                    insert(row).values(
                        worker_id=worker_id,
                        guild_id=guild_id,
                        channel_id=channel_id,
                        lease_owner=self._owner,
                        lease_until=_real_now() + self._lease,
                    )
                )
        except IntegrityError:  # the two unique constraints are all that it can violate
            return False
        return True

    async def renew(self) -> set[tuple[int, int]]:
        """Hold all for another while; answers which still are this process's, as worker and stage."""
        row = VoiceLeaseRow
        mine = (
            update(row)
            .where(row.lease_owner == self._owner)
            .values(lease_until=_real_now() + self._lease)
            .returning(row.worker_id, row.channel_id)
            .execution_options(synchronize_session=False)
        )
        async with self._database.transaction() as session:
            return {(worker_id, channel_id) for worker_id, channel_id in await session.execute(mine)}

    async def give_back(self, channel_id: int | None = None) -> None:
        """Free the worker of a stage, or all that this process holds."""
        mine = delete(VoiceLeaseRow).where(VoiceLeaseRow.lease_owner == self._owner)
        if channel_id is not None:
            mine = mine.where(VoiceLeaseRow.channel_id == channel_id)
        async with self._database.transaction() as session:
            await session.execute(mine)


def _real_now() -> datetime:
    # A process that died does not know of a clock that was moved.
    return datetime.now(UTC)
