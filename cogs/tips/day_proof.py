"""The proof of what is kept by day: each row is what that day's entries come to, and there is no other."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.days import Running, RunningDays
from cogs.tips.tables import DayRow, EntryRow

Say = Callable[[str], None]
#: So many are compared with what is stored at once.
MOST_ENDED = 500


class DayProof(RunningDays):
    """The days of one community."""

    def __init__(self, session: AsyncSession, guild_id: int) -> None:
        super().__init__()
        self._session = session
        self._guild_id = guild_id
        self._count = 0

    async def compare_ended(self, say: Say) -> None:
        """Compare the days that are over, so that they need not be kept."""
        while len(self._ended) >= MOST_ENDED:
            await self._compare(self._ended[:MOST_ENDED], say)
            del self._ended[:MOST_ENDED]

    async def finish(self, say: Say) -> None:
        """Compare the rest, and look for days that are stored and were never moved on."""
        rest = [*self._ended, *self._running.items()]
        for start in range(0, len(rest), MOST_ENDED):
            await self._compare(rest[start : start + MOST_ENDED], say)
        stored = await self._session.scalar(
            select(func.count()).select_from(DayRow).where(DayRow.guild_id == self._guild_id)
        )
        if stored != self._count:
            await self._name_strays(say)

    async def _compare(self, ended: list[tuple[int, Running]], say: Say) -> None:
        query = select(DayRow).where(
            DayRow.account_id.in_({account_id for account_id, _ in ended}),
            DayRow.day.in_({running.day for _, running in ended}),
        )
        stored = {(row.account_id, row.day): row for row in await self._session.scalars(query)}
        for account_id, running in ended:
            row = stored.get((account_id, running.day))
            name = f"account {account_id}: its sums of {running.day}"
            if row is None:
                say(f"{name} are missing")
                continue
            self._count += row.guild_id == self._guild_id
            if not _agree(row, running):
                say(f"{name} are not what its entries of that day come to")
        self._session.expunge_all()

    async def _name_strays(self, say: Say) -> None:
        entry = exists().where(
            EntryRow.account_id == DayRow.account_id, EntryRow.transfer_id == DayRow.transfer_id
        )
        query = select(DayRow).where(DayRow.guild_id == self._guild_id, ~entry)
        for row in await self._session.scalars(query):
            say(f"account {row.account_id}: its sums of {row.day} belong to no transfer")
        say("days: there are sums of other days than those on which something moved")


def _agree(row: DayRow, running: Running) -> bool:
    sums = running.sums
    return (
        row.in_minor,
        row.out_minor,
        row.got_minor,
        row.got_count,
        row.gave_minor,
        row.gave_count,
        row.transfer_id,
        row.balance_minor,
    ) == (
        sums.in_minor,
        sums.out_minor,
        sums.got_minor,
        sums.got_count,
        sums.gave_minor,
        sums.gave_count,
        sums.transfer_id,
        running.balance,
    )
