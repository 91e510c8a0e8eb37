"""Evenings as they are stored, read as evenings."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.glances import Glance
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.repeats import next_time
from cogs.schedule.tables import CohostRow, EveningRow, LeftOutRow
from cogs.schedule.terms import Seen

OPEN = (EveningStatus.PLANNED, EveningStatus.LIVE)
#: More times are not left out at once: a daily evening that goes on next year.
MOST_LEFT_OUT = 400

# Of the tables and built once: each club's card asks what comes next.
_EVENINGS, _COHOSTS = EveningRow.__table__, CohostRow.__table__
_NEXT = Glance(
    select(*_EVENINGS.c)
    .where(
        _EVENINGS.c.guild_id == bindparam("guild"),
        _EVENINGS.c.club_id == bindparam("club"),
        _EVENINGS.c.status == EveningStatus.PLANNED,
    )
    .order_by(_EVENINGS.c.starts_at, _EVENINGS.c.id)
    .limit(1)
)
_COHOSTS_OF_ONE = Glance(
    select(_COHOSTS.c.user_id)
    .where(_COHOSTS.c.evening_id == bindparam("evening"))
    .order_by(_COHOSTS.c.named_at, _COHOSTS.c.user_id)
)


def evening_of(row: EveningRow | Row[*tuple[Any, ...]], cohost_ids: tuple[int, ...] = ()) -> Evening:
    """An evening as others see it."""
    return Evening(
        row.id,
        row.guild_id,
        row.club_id,
        row.event_id or 0,
        row.channel_id,
        row.host_id,
        row.topic,
        row.description,
        row.starts_at,
        row.ends_at,
        None if row.rule is None else json.loads(row.rule),
        EveningStatus(row.status),
        row.revision,
        row.changed_at,
        cohost_ids,
    )


def rule_as_text(rule: Mapping[str, Any] | None) -> str | None:
    """A recurrence rule as a row keeps it: the same rule is always the same text."""
    if rule is None:
        return None
    return json.dumps({name: value for name, value in rule.items() if value is not None}, sort_keys=True)


async def evenings(session: AsyncSession, question: Select[EveningRow]) -> list[Evening]:
    """The evenings that a question finds, with their co-hosts."""
    rows = list(await session.scalars(question))
    cohosts = await _cohosts(session, [row.id for row in rows])
    return [evening_of(row, cohosts.get(row.id, ())) for row in rows]


async def whole(session: AsyncSession, row: EveningRow) -> Evening:
    """An evening of which the row is at hand, with its co-hosts."""
    return evening_of(row, (await _cohosts(session, [row.id])).get(row.id, ()))


async def next_planned(database: Database, guild_id: int, club_id: int) -> Evening | None:
    """The evening that a club has planned next."""
    for row in await database.glance(_NEXT, guild=guild_id, club=club_id):
        cohosts = await database.glance(_COHOSTS_OF_ONE, evening=row.id)
        return evening_of(row, tuple(cohost.user_id for cohost in cohosts))
    return None


async def leave_out(session: AsyncSession, row: EveningRow, seen: Seen) -> None:
    """Note which times of a series pass without it: planned as it was, it is now planned for a later one."""
    both = {row.status, seen.status}
    if row.rule is None or row.rule != rule_as_text(seen.rule) or both != {EveningStatus.PLANNED}:
        return
    moment: datetime | None = row.starts_at
    for _ in range(MOST_LEFT_OUT):
        if moment is None or moment >= seen.starts_at:
            return
        await session.merge(LeftOutRow(evening_id=row.id, starts_at=moment))
        moment = next_time(json.loads(row.rule), moment)


async def erase(session: AsyncSession, evening_ids: Collection[int]) -> None:
    """Erase evenings whole, in the caller's transaction."""
    for table in (CohostRow, LeftOutRow):
        await session.execute(delete(table).where(table.evening_id.in_(evening_ids)))
    await session.execute(delete(EveningRow).where(EveningRow.id.in_(evening_ids)))


async def _cohosts(session: AsyncSession, evening_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    rows = await session.execute(
        select(CohostRow.evening_id, CohostRow.user_id)
        .where(CohostRow.evening_id.in_(evening_ids))
        .order_by(CohostRow.named_at, CohostRow.user_id)
    )
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for evening_id, user_id in rows:
        found[evening_id] += (user_id,)
    return found
