"""Who got and gave most, and how it went from day to day: from what is kept by day, never from entries.

Of all time, an account's own totals are sorted by an index; of some days, the sums of those days are
added up, so that the cost follows the people and the days and not how often they tipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.api import POINTS
from cogs.tips.tables import PERSON, AccountRow, DayRow


class Side(StrEnum):
    """What a board is about."""

    GOT = "got"
    GAVE = "gave"


@dataclass(frozen=True, slots=True)
class Rank:
    """One line of a board."""

    user_id: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class DaySum:
    """What somebody moved on one day (UTC), and what they had at its end."""

    day: date
    in_minor: int
    out_minor: int
    got_minor: int
    got_count: int
    gave_minor: int
    gave_count: int
    balance_minor: int


async def of_all_time(
    session: AsyncSession, guild_id: int, side: Side, most: int, currency: str = POINTS
) -> Sequence[Rank]:
    """Those who got or gave most, the most first; nobody who was forgotten."""
    total = AccountRow.got_minor if side is Side.GOT else AccountRow.gave_minor
    query = (
        select(AccountRow.owner_id, total)
        .where(
            AccountRow.guild_id == guild_id,
            AccountRow.currency == currency,
            AccountRow.purpose == PERSON,
            total > 0,
            AccountRow.owner_id.is_not(None),
        )
        .order_by(total.desc())
        .limit(most)
    )
    return [
        Rank(owner_id, amount) for owner_id, amount in await session.execute(query) if owner_id is not None
    ]


async def since(
    session: AsyncSession,
    guild_id: int,
    first: date,
    side: Side,
    most: int,
    *,
    currency: str = POINTS,
) -> Sequence[Rank]:
    """Those who got or gave most on the days from `first` on."""
    column = DayRow.got_minor if side is Side.GOT else DayRow.gave_minor
    total = func.sum(column)
    days = (
        select(DayRow.account_id, total.label("total"))
        .where(DayRow.guild_id == guild_id, DayRow.currency == currency, DayRow.day >= first)
        .group_by(DayRow.account_id)
        .having(total > 0)
        .subquery()
    )
    query = (
        select(AccountRow.owner_id, days.c.total)
        .join(days, days.c.account_id == AccountRow.id)
        .where(AccountRow.purpose == PERSON, AccountRow.owner_id.is_not(None))
        .order_by(days.c.total.desc(), AccountRow.id)
        .limit(most)
    )
    return [Rank(owner_id, int(amount)) for owner_id, amount in await session.execute(query) if owner_id]


async def days_of(session: AsyncSession, account_id: int, first: date, last: date) -> Sequence[DaySum]:
    """What an account moved, for each of these days on which it moved anything."""
    query = (
        select(DayRow)
        .where(DayRow.account_id == account_id, DayRow.day.between(first, last))
        .order_by(DayRow.day)
    )
    return [
        DaySum(
            row.day,
            row.in_minor,
            row.out_minor,
            row.got_minor,
            row.got_count,
            row.gave_minor,
            row.gave_count,
            row.balance_minor,
        )
        for row in await session.scalars(query)
    ]


async def balance_before(session: AsyncSession, account_id: int, day: date) -> int:
    """What an account held when a day began: the opening balance of a statement."""
    query = (
        select(DayRow.balance_minor)
        .where(DayRow.account_id == account_id, DayRow.day < day)
        .order_by(DayRow.day.desc())
        .limit(1)
    )
    return await session.scalar(query) or 0
