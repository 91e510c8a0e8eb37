"""Statements, a page at a time: an account's movements from the newest on, each page found by its last line.

A page costs the same wherever it is: it begins at a key, never at a count of lines before it. The
time of transfers follows their ids within a community, so a span of time is a span of ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from cogs.tips.api import Movement
from cogs.tips.tables import JAR, PERSON, AccountRow, EntryRow, NoteRow, ThanksRow, TransferRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which movements: of some time, a room, a club, with somebody; everything unless it says otherwise."""

    since: datetime | None = None
    until: datetime | None = None  # not included
    room_id: int | None = None
    club_id: int | None = None
    #: Only what moved between the account and one of these, and never what was given without a name.
    other_account_ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some movements, the newest first, and the key of the next page; None on the last."""

    movements: tuple[Movement, ...]
    next_before: int | None


EVERYTHING = Wanted()


async def page(
    session: AsyncSession,
    account: AccountRow,
    size: int,
    *,
    before: int | None = None,
    wanted: Wanted = EVERYTHING,
) -> Page:
    """The page of an account's movements that follows the transfer `before`; the newest without it."""
    rows = (await session.execute(await _lines(session, account, size + 1, before, wanted))).all()
    shown = rows[:size]
    movements = await _with_others(session, account.id, [(row[0], row[1]) for row in shown])
    return Page(tuple(movements), movements[-1].transfer_id if len(rows) > size else None)


async def accounts_of(session: AsyncSession, guild_id: int, user_id: int) -> Sequence[AccountRow]:
    """A person's accounts in a community, one a currency."""
    query = (
        select(AccountRow)
        .where(AccountRow.guild_id == guild_id, AccountRow.purpose == PERSON, AccountRow.owner_id == user_id)
        .order_by(AccountRow.currency)
    )
    return (await session.scalars(query)).all()


async def first_id_since(session: AsyncSession, guild_id: int, moment: datetime) -> int | None:
    """The first transfer of a community at or after a moment; None if there is none yet."""
    query = (
        select(TransferRow.id)
        .where(TransferRow.guild_id == guild_id, TransferRow.created_at >= moment)
        .order_by(TransferRow.created_at, TransferRow.id)
        .limit(1)
    )
    found: int | None = await session.scalar(query)
    return found


async def _lines(
    session: AsyncSession, account: AccountRow, most: int, before: int | None, wanted: Wanted
) -> Select[TransferRow, int]:
    first, before = await _bounds(session, account.guild_id, before, wanted)
    if wanted.other_account_ids is None and wanted.room_id is None and wanted.club_id is None:
        # The entries alone, and then their transfers: a join of both is planned as a walk through all
        # transfers from the newest on, which costs more the further back a page is.
        number, own = EntryRow.transfer_id, EntryRow.account_id == account.id
        entries = select(number, EntryRow.amount_minor).where(own, *_between(number, first, before))
        newest = entries.order_by(number.desc()).limit(most).subquery()
        return (
            select(TransferRow, newest.c.amount_minor)
            .join(newest, newest.c.transfer_id == TransferRow.id)
            .order_by(newest.c.transfer_id.desc())
        )
    # A room or a club has few transfers and an account may have millions: then those are gone through.
    return (
        select(TransferRow, EntryRow.amount_minor)
        .join(EntryRow, EntryRow.transfer_id == TransferRow.id)
        .where(*_chosen(account, wanted), *_between(TransferRow.id, first, before))
        .order_by(TransferRow.id.desc())
        .limit(most)
    )


async def selection(session: AsyncSession, account: AccountRow, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """All movements that are wanted, with what sorts them, to be added up by the database."""
    first, before = await _bounds(session, account.guild_id, None, wanted)
    return (
        select(
            TransferRow.id,
            TransferRow.created_at,
            TransferRow.club_id,
            TransferRow.room_id,
            TransferRow.kind,
            TransferRow.is_anonymous,
            EntryRow.amount_minor,
        )
        .join(EntryRow, EntryRow.transfer_id == TransferRow.id)
        .where(*_chosen(account, wanted), *_between(TransferRow.id, first, before))
    )


def _chosen(account: AccountRow, wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen = [EntryRow.account_id == account.id, TransferRow.guild_id == account.guild_id]
    if wanted.room_id is not None:
        chosen.append(TransferRow.room_id == wanted.room_id)
    if wanted.club_id is not None:
        chosen.append(TransferRow.club_id == wanted.club_id)
    if wanted.other_account_ids is not None:
        other = aliased(EntryRow)
        with_them = select(other.transfer_id).where(
            other.account_id.in_(wanted.other_account_ids - {account.id}),
            # Of several who were given a share, none gave one to another.
            (other.amount_minor > 0) != (EntryRow.amount_minor > 0),
            other.transfer_id == TransferRow.id,
        )
        chosen += [
            exists(with_them),
            ~hidden(TransferRow.is_anonymous, TransferRow.kind, EntryRow.amount_minor),
        ]
    return chosen


def hidden(
    is_anonymous: SQLColumnExpression[bool],
    kind: SQLColumnExpression[str],
    amount: SQLColumnExpression[int],
) -> ColumnElement[bool]:
    """Whether the owner of a side may not know the other, as a condition; see `_is_hidden`."""
    return and_(is_anonymous, (amount > 0) != (kind == "reversal"))


async def span(
    session: AsyncSession, guild_id: int, before: int | None, since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    """The conditions on a transfer that a span of time is, and a page that ends before one."""
    first, before = await _bounds(session, guild_id, before, Wanted(since, until))
    return _between(TransferRow.id, first, before)


async def _bounds(
    session: AsyncSession, guild_id: int, before: int | None, wanted: Wanted
) -> tuple[int | None, int | None]:
    """The span of ids that a span of time is: from the first one on, and before the second one."""
    first = None
    if wanted.until is not None:
        end = await first_id_since(session, guild_id, wanted.until)
        before = min((one for one in (before, end) if one is not None), default=None)
    if wanted.since is not None:
        first = await first_id_since(session, guild_id, wanted.since)
        if first is None:
            before = 0  # nothing is as new as that
    return first, before


def _between(
    number: InstrumentedAttribute[int], first: int | None, before: int | None
) -> list[ColumnElement[bool]]:
    bounds = []
    if first is not None:
        bounds.append(number >= first)
    if before is not None:
        bounds.append(number < before)
    return bounds


async def _with_others(
    session: AsyncSession, account_id: int, rows: Sequence[tuple[TransferRow, int]]
) -> list[Movement]:
    """What stands around an account's entries: the people on the other side, notes, reversals."""
    numbers = [transfer.id for transfer, _ in rows]
    others = await _others(session, account_id, numbers)
    notes = await _notes(session, numbers)
    jars, thanks = await _jars(session, numbers), await _thanks(session, numbers)
    undone_by = await reversals(session, numbers)
    return [
        Movement(
            transfer.id,
            transfer.created_at,
            amount,
            transfer.currency,
            transfer.kind,
            () if _is_hidden(transfer, amount) else tuple(others[transfer.id]),
            notes.get(transfer.id),
            transfer.is_anonymous,
            transfer.room_id,
            transfer.club_id,
            transfer.reverses_id,
            undone_by.get(transfer.id),
            transfer.id in jars,
            amount < 0 and transfer.id in thanks,
            thanks.get(transfer.id) if amount < 0 else None,
        )
        for transfer, amount in rows
    ]


def _is_hidden(transfer: TransferRow, amount_minor: int) -> bool:
    """Whether the owner of this side may not know the other: who got it anonymously, and gives it back."""
    return transfer.is_anonymous and (amount_minor > 0) != (transfer.kind == "reversal")


async def _others(
    session: AsyncSession, account_id: int, numbers: Collection[int]
) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    own = aliased(EntryRow)
    query = (
        select(EntryRow.transfer_id, AccountRow.owner_id)
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .join(own, and_(own.transfer_id == EntryRow.transfer_id, own.account_id == account_id))
        .where(
            EntryRow.transfer_id.in_(numbers),
            # Others on the same side got or gave beside the owner, not from or to them.
            (EntryRow.amount_minor > 0) != (own.amount_minor > 0),
            AccountRow.purpose == PERSON,
            AccountRow.owner_id.is_not(None),
        )
        .order_by(EntryRow.transfer_id, EntryRow.account_id)
    )
    for number, owner_id in await session.execute(query):
        if owner_id is not None:
            found[number].append(owner_id)
    return found


async def _jars(session: AsyncSession, numbers: Collection[int]) -> set[int]:
    """Which of these transfers a jar takes part in."""
    query = (
        select(EntryRow.transfer_id)
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .where(EntryRow.transfer_id.in_(numbers), AccountRow.purpose == JAR)
    )
    return set(await session.scalars(query))


async def _thanks(session: AsyncSession, numbers: Collection[int]) -> dict[int, str | None]:
    """What was written with the thanks for these transfers; of several the last that has words."""
    query = (
        select(ThanksRow.transfer_id, ThanksRow.text)
        .where(ThanksRow.transfer_id.in_(numbers))
        .order_by(ThanksRow.text.is_not(None), ThanksRow.thanked_at)
    )
    return dict((await session.execute(query)).all())


async def _notes(session: AsyncSession, numbers: Collection[int]) -> dict[int, str]:
    query = select(NoteRow.transfer_id, NoteRow.text).where(NoteRow.transfer_id.in_(numbers))
    return {row.transfer_id: row.text for row in await session.execute(query)}


async def reversals(session: AsyncSession, numbers: Collection[int]) -> dict[int, int]:
    """By which transfers these were taken back, as far as they were."""
    query = select(TransferRow.reverses_id, TransferRow.id).where(TransferRow.reverses_id.in_(numbers))
    return {undone: number for undone, number in await session.execute(query) if undone is not None}
