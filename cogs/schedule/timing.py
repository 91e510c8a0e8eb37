"""The timers of an evening: one beginning has its own three, and another beginning has others.

| timer    | when                                 | see      |
|----------|--------------------------------------|----------|
| `REMIND` | `remind_minutes` before it begins    | `telling`|
| `CALL`   | when it was to begin                 | `life`   |
| `MISS`   | `late_minutes` after that            | `life`   |

They are written in the transaction that changes the evening, so there is none for an evening that is not
planned, and whoever is called looks whether it is still about that beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.schedule.api import EveningStatus
from cogs.schedule.settings import ScheduleSettings
from cogs.schedule.tables import EveningRow

REMIND = "schedule.remind"
CALL = "schedule.call"
MISS = "schedule.miss"
KINDS = (REMIND, CALL, MISS)


class Timing:
    """Keeps the timers of evenings as their rows are."""

    def __init__(self, timers: Timers, now: Callable[[], datetime]) -> None:
        self._timers = timers
        self._now = now

    async def set(
        self, session: AsyncSession, row: EveningRow, rules: ScheduleSettings, before: datetime | None
    ) -> None:
        """Write the timers of an evening, and take away those of the beginning that it had before."""
        for kind in KINDS:
            for moment in {before, row.starts_at} - {None}:
                await self._timers.cancel(session, kind, key_of(row, moment))
        if row.status != EveningStatus.PLANNED:
            return
        payload = {"evening_id": row.id, "guild_id": row.guild_id, "starts_at": row.starts_at.isoformat()}
        for kind, due_at in moments(row.starts_at, rules).items():
            # What was planned at short notice is not announced as well.
            if due_at is not None and (kind != REMIND or due_at > self._now()):
                await self._timers.schedule(session, kind, key_of(row, row.starts_at), due_at, payload)


def moments(starts_at: datetime, rules: ScheduleSettings) -> dict[str, datetime | None]:
    """When each timer of a beginning is due; None if never."""
    remind = starts_at - timedelta(minutes=rules.remind_minutes) if rules.remind_minutes else None
    return {REMIND: remind, CALL: starts_at, MISS: starts_at + timedelta(minutes=rules.late_minutes)}


def key_of(row: EveningRow, moment: datetime | None) -> str:
    """The key of the timers of one beginning."""
    return f"{row.id}:{0 if moment is None else int(moment.timestamp())}"


def beginning_of(due: TimerDue) -> tuple[int, datetime]:
    """Which evening a timer is about, and which beginning of it."""
    payload: dict[str, Any] = dict(due.payload)
    return payload["evening_id"], datetime.fromisoformat(payload["starts_at"])
