"""A person's statement: pages of movements, and what they come to, by month, club, room or person too.

What somebody got without a name is never found by asking for a person: it would tell who it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from cogs.tips import boards, pages
from cogs.tips.accounting.asks import Ask
from cogs.tips.api import Movement
from cogs.tips.pages import Page, Wanted
from cogs.tips.tables import PERSON, AccountRow, EntryRow

_AT_ONCE = 500
MOST_GROUPS = 25


class By(StrEnum):
    """What a summary is sorted into."""

    MONTH = "month"
    CLUB = "club"
    ROOM = "room"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Sums:
    """What a statement comes to in one currency; the balances where it is about everything."""

    currency: str
    in_minor: int
    out_minor: int
    count: int
    opening_minor: int | None = None
    closing_minor: int | None = None


@dataclass(slots=True)
class Group:
    """One line of a summary; `key` is a month, an id, or None for what belongs to none."""

    key: date | int | None
    currency: str
    in_minor: int = 0
    out_minor: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines of one, the largest first; months in their order."""

    groups: Sequence[Group] = field(default_factory=tuple)
    left_out: int = 0


class Statements:
    """Reads what people want to know of their own money."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, ask: Ask, size: int, before: int | None = None) -> Page:
        """The newest movements, or those before that transfer, in all currencies."""
        async with self._accounts(ask) as (session, accounts):
            wanted = await _wanted(session, ask)
            each = [
                (await pages.page(session, one, size + 1, before=before, wanted=wanted)).movements
                for one in accounts
                if _may_have(wanted, one)
            ]
        newest = merge(*each, key=lambda movement: movement.transfer_id, reverse=True)
        found = list(islice(newest, size + 1))
        shown = found[:size]
        return Page(tuple(shown), shown[-1].transfer_id if len(found) > size else None)

    async def lines(self, ask: Ask, most: int) -> list[Movement]:
        """All movements, at most so many; the oldest first."""
        found: list[Movement] = []
        async with self._accounts(ask) as (session, accounts):
            wanted = await _wanted(session, ask)
            for account in accounts:
                before: int | None = None
                while len(found) < most and _may_have(wanted, account):
                    page = await pages.page(session, account, _AT_ONCE, before=before, wanted=wanted)
                    found += page.movements
                    if (before := page.next_before) is None:
                        break
        return sorted(found[:most], key=lambda movement: movement.transfer_id)

    async def sums(self, ask: Ask) -> Sequence[Sums]:
        """What it comes to, by currency."""
        async with self._accounts(ask) as (session, accounts):
            if ask.is_whole:
                return [await _whole(session, account, ask) for account in accounts]
            wanted = await _wanted(session, ask)
            return [await _partial(session, account, wanted) for account in accounts]

    async def summary(self, ask: Ask, by: By) -> Summary:
        """What it comes to by month, club, room or person."""
        groups: list[Group] = []
        async with self._accounts(ask) as (session, accounts):
            wanted = await _wanted(session, ask)
            for account in accounts:
                if by is By.MONTH and ask.is_whole:
                    groups += await _by_month(session, account, ask)
                else:
                    groups += await _grouped(session, account, wanted, by)
        if by is By.MONTH:
            groups.sort(key=lambda group: (str(group.key), group.currency))
            return Summary(groups[-MOST_GROUPS:], max(0, len(groups) - MOST_GROUPS))
        groups.sort(key=lambda group: (-group.in_minor - group.out_minor, str(group.key)))
        return Summary(groups[:MOST_GROUPS], max(0, len(groups) - MOST_GROUPS))

    async def rooms(self, guild_id: int, user_id: int, most: int = MOST_GROUPS) -> list[int]:
        """The rooms in which somebody lately gave or got something, the newest first."""
        async with self._accounts(Ask(guild_id, user_id)) as (session, accounts):
            found: dict[int, None] = {}
            for account in accounts:
                for movement in (await pages.page(session, account, _AT_ONCE)).movements:
                    if movement.room_id is not None:
                        found.setdefault(movement.room_id)
        return list(found)[:most]

    @asynccontextmanager
    async def _accounts(self, ask: Ask) -> AsyncIterator[tuple[AsyncSession, Sequence[AccountRow]]]:
        async with self._database.reading() as session:
            yield session, await pages.accounts_of(session, ask.guild_id, ask.user_id)


async def _wanted(session: AsyncSession, ask: Ask) -> Wanted:
    others: frozenset[int] | None = None
    if ask.other_id is not None:
        accounts = await pages.accounts_of(session, ask.guild_id, ask.other_id)
        others = frozenset(account.id for account in accounts)
    return Wanted(ask.since, ask.until, ask.room_id, ask.club_id, others)


def _may_have(wanted: Wanted, account: AccountRow) -> bool:
    return wanted.other_account_ids is None or bool(wanted.other_account_ids - {account.id})


async def _whole(session: AsyncSession, account: AccountRow, ask: Ask) -> Sums:
    """From what is kept by day: as quick for a year as for a day, however much moved."""
    first, last = ask.period.first or date.min, ask.period.last or date.max
    days = await boards.days_of(session, account.id, first, last)
    opening = await boards.balance_before(session, account.id, first)
    return Sums(
        account.currency,
        sum(day.in_minor for day in days),
        sum(day.out_minor for day in days),
        0,
        opening,
        days[-1].balance_minor if days else opening,
    )


async def _partial(session: AsyncSession, account: AccountRow, wanted: Wanted) -> Sums:
    rows = (await pages.selection(session, account, wanted)).subquery()
    gained = rows.c.amount_minor
    query = select(_sum(gained, 1), _sum(gained, -1), func.count()).select_from(rows)
    came, went, count = (await session.execute(query)).one()
    return Sums(account.currency, int(came), int(went), count)


async def _by_month(session: AsyncSession, account: AccountRow, ask: Ask) -> list[Group]:
    first, last = ask.period.first or date.min, ask.period.last or date.max
    months: dict[date, Group] = {}
    for day in await boards.days_of(session, account.id, first, last):
        month = day.day.replace(day=1)
        group = months.setdefault(month, Group(month, account.currency))
        group.in_minor += day.in_minor
        group.out_minor += day.out_minor
        group.count += day.got_count + day.gave_count
    return list(months.values())


async def _grouped(session: AsyncSession, account: AccountRow, wanted: Wanted, by: By) -> list[Group]:
    rows = (await pages.selection(session, account, wanted)).subquery()
    gained = rows.c.amount_minor
    if by is By.PERSON:
        return await _by_person(session, account, rows)
    key = {By.CLUB: rows.c.club_id, By.ROOM: rows.c.room_id}.get(by)
    if key is None:
        return await _months_of(session, account, rows)
    query = select(key, _sum(gained, 1), _sum(gained, -1), func.count()).group_by(key)
    return [
        Group(found, account.currency, int(came), int(went), count)
        for found, came, went, count in await session.execute(query)
    ]


async def _months_of(session: AsyncSession, account: AccountRow, rows: Subquery) -> list[Group]:
    if session.get_bind().dialect.name == "sqlite":
        month = func.strftime("%Y-%m", rows.c.created_at)
    else:
        month = func.to_char(func.timezone("UTC", rows.c.created_at), "YYYY-MM")
    gained = rows.c.amount_minor
    query = select(month, _sum(gained, 1), _sum(gained, -1), func.count()).group_by(month)
    return [
        Group(date.fromisoformat(f"{found}-01"), account.currency, int(came), int(went), count)
        for found, came, went, count in await session.execute(query)
    ]


async def _by_person(session: AsyncSession, account: AccountRow, rows: Subquery) -> list[Group]:
    own, other, theirs = rows.c.amount_minor, aliased(EntryRow), aliased(AccountRow)
    # What one gives to several is each one's share; what one got is all from whoever gave it.
    moved = case((own > 0, own), else_=-other.amount_minor)
    query = (
        select(theirs.owner_id, _sum(moved, 1), _sum(moved, -1), func.count())
        .select_from(rows)
        .join(other, and_(other.transfer_id == rows.c.id, other.account_id != account.id))
        .join(theirs, theirs.id == other.account_id)
        .where(
            theirs.purpose == PERSON,
            theirs.owner_id.is_not(None),
            (other.amount_minor > 0) != (own > 0),
            ~pages.hidden(rows.c.is_anonymous, rows.c.kind, own),
        )
        .group_by(theirs.owner_id)
    )
    return [
        Group(owner_id, account.currency, int(came), int(went), count)
        for owner_id, came, went, count in await session.execute(query)
    ]


def _sum(amount: ColumnElement[int], sign: int) -> ColumnElement[int]:
    """The sum of what came (1), or of what went (-1)."""
    one_way = case((amount * sign > 0, amount * sign), else_=0)
    return func.coalesce(func.sum(one_way), 0)
