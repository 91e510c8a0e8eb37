"""The audit: every transfer of a community, found by who, whom, kind, time, currency and amount.

It names nobody who gave without a name, and does not find their tips by asking for them: whoever
administers a community may be the one who got them. Such a tip can be undone by its number all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from cogs.tips import pages
from cogs.tips.accounting.asks import Ask, Period
from cogs.tips.tables import AccountRow, EntryRow, NoteRow, TransferRow

ALL_TIME = Period()


@dataclass(frozen=True, slots=True)
class Search:
    """Which transfers an administrator wants to see; everything unless it says otherwise."""

    guild_id: int
    period: Period = ALL_TIME
    who_id: int | None = None
    whom_id: int | None = None
    kind: str | None = None
    currency: str | None = None
    least_minor: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """Who gave or got how much; a purpose, and a person or a room if there is one."""

    purpose: str
    owner_id: int | None
    amount_minor: int
    currency: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One transfer, as the audit shows it."""

    transfer_id: int
    at: datetime
    kind: str
    amount_minor: int
    currency: str
    sides: tuple[Side, ...]
    note: str | None
    by_id: int | None  # who ordered it, where no side says so
    reverses_id: int | None = None  # the transfer that this one takes back
    reversed_by_id: int | None = None  # the transfer that took this one back


@dataclass(frozen=True, slots=True)
class Found:
    """A page of them, the newest first, and the key of the next."""

    entries: tuple[Entry, ...]
    next_before: int | None


class Audit:
    """Reads a community's book for those who administer it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, search: Search, size: int, before: int | None = None) -> Found:
        """The newest transfers that are wanted, or those before that one."""
        async with self._database.reading() as session:
            query = await _wanted(session, search, before)
            rows = (await session.scalars(query.order_by(TransferRow.id.desc()).limit(size + 1))).all()
            shown = rows[:size]
            sides, notes = await _sides(session, shown), await _notes(session, shown)
            undone_by = await pages.reversals(session, [row.id for row in shown])
        entries = [
            Entry(
                row.id,
                row.created_at,
                row.kind,
                row.amount_minor,
                row.currency,
                tuple(sides[row.id]),
                notes[row.id].text if row.id in notes else None,
                notes[row.id].by_id if row.id in notes else None,
                row.reverses_id,
                undone_by.get(row.id),
            )
            for row in shown
        ]
        return Found(tuple(entries), shown[-1].id if len(rows) > size else None)


async def _wanted(session: AsyncSession, search: Search, before: int | None) -> Select[TransferRow]:
    ask = Ask(search.guild_id, 0, search.period)
    chosen: list[ColumnElement[bool]] = [
        TransferRow.guild_id == search.guild_id,
        *await pages.span(session, search.guild_id, before, ask.since, ask.until),
    ]
    if search.kind is not None:
        chosen.append(TransferRow.kind == search.kind)
    if search.currency is not None:
        chosen.append(TransferRow.currency == search.currency)
    if search.least_minor:
        chosen.append(TransferRow.amount_minor >= search.least_minor)
    query = select(TransferRow)
    for user_id, gives in ((search.who_id, True), (search.whom_id, False)):
        if user_id is None:
            continue
        numbers = [row.id for row in await pages.accounts_of(session, search.guild_id, user_id)]
        entry = aliased(EntryRow)
        query = query.join(entry, entry.transfer_id == TransferRow.id)
        chosen += [
            entry.account_id.in_(numbers),
            (entry.amount_minor < 0) if gives else (entry.amount_minor > 0),
        ]
        # Whoever gives a tip back to somebody without a name would name them, too.
        is_told = (TransferRow.kind == "reversal") if gives else (TransferRow.kind != "reversal")
        chosen.append(~TransferRow.is_anonymous | is_told)
    return query.where(*chosen)


async def _sides(session: AsyncSession, rows: Sequence[TransferRow]) -> defaultdict[int, list[Side]]:
    transfers = {row.id: row for row in rows}
    query = (
        select(
            EntryRow.transfer_id,
            EntryRow.amount_minor,
            AccountRow.purpose,
            AccountRow.owner_id,
            AccountRow.currency,
        )
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .where(EntryRow.transfer_id.in_(transfers))
        .order_by(EntryRow.transfer_id, EntryRow.amount_minor)
    )
    found: defaultdict[int, list[Side]] = defaultdict(list)
    for number, amount, purpose, owner_id, currency in await session.execute(query):
        transfer = transfers[number]
        is_hidden = transfer.is_anonymous and (amount < 0) != (transfer.kind == "reversal")
        found[number].append(Side(purpose, None if is_hidden else owner_id, amount, currency, is_hidden))
    return found


async def _notes(session: AsyncSession, rows: Sequence[TransferRow]) -> dict[int, NoteRow]:
    query = select(NoteRow).where(NoteRow.transfer_id.in_([row.id for row in rows]))
    return {row.transfer_id: row for row in await session.scalars(query)}
