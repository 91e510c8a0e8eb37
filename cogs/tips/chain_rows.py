"""A community's chain as it is stored, a page at a time: each transfer with all that its form is made of.

Memory is needed for the accounts and none for the transfers, however long the chain is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.accounts import opening
from cogs.tips.chain import ChainedEntry, ChainedOpening, Link
from cogs.tips.tables import AccountRow, EntryRow, NoteRow, TransferRow

PAGE = 1000


@dataclass(frozen=True, slots=True)
class Undone:
    """A transfer that another one takes back."""

    guild_id: int
    sequence: int
    kind: str
    entries: dict[int, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """A transfer and what stands around it."""

    row: TransferRow
    entries: dict[int, int]  # what each account gains or gives
    note: NoteRow | None = None
    undone: Undone | None = None


class Accounts:
    """The accounts of a community, and in which transfer each of them was opened."""

    def __init__(self) -> None:
        self._openings: defaultdict[int, list[ChainedOpening]] = defaultdict(list)
        self.by_id: dict[int, AccountRow] = {}

    def add(self, row: AccountRow) -> None:
        """Take one more, in the order of their numbers."""
        self.by_id[row.id] = row
        if row.opened_in is not None:
            opened = opening(row.id, row.purpose, row.owner_id, row.owner_digest)
            self._openings[row.opened_in].append(opened)

    def link(self, stored: Stored) -> Link:
        """What is chained of a transfer, put together from what is stored."""
        row = stored.row
        return Link(
            row.guild_id,
            row.sequence,
            row.kind,
            row.currency,
            row.key,
            row.created_at,
            [
                ChainedEntry(account_id, self._currency_of(account_id), amount)
                for account_id, amount in sorted(stored.entries.items())
            ],
            row.previous_hash,
            row.note_digest,
            self._openings.get(row.sequence, ()),
            row.room_id,
            row.club_id,
            row.is_anonymous,
            stored.undone.sequence if stored.undone is not None else None,
            row.version,
        )

    def _currency_of(self, account_id: int) -> str:
        account = self.by_id.get(account_id)
        return account.currency if account is not None else ""


class ChainRows:
    """One community's chain in the database."""

    def __init__(self, session: AsyncSession, guild_id: int) -> None:
        self._session = session
        self._guild_id = guild_id

    async def accounts(self) -> Accounts:
        """All accounts of the community."""
        accounts = Accounts()
        query = select(AccountRow).where(AccountRow.guild_id == self._guild_id).order_by(AccountRow.id)
        for row in (await self._session.scalars(query)).all():
            self._session.expunge(row)
            accounts.add(row)
        return accounts

    async def pages(self) -> AsyncIterator[list[Stored]]:
        """Go through the transfers in the order of their numbers."""
        last = (0, 0)
        while rows := await self._next(last):
            yield await self._around(rows)
            last = rows[-1].sequence, rows[-1].id

    async def _next(self, last: tuple[int, int]) -> Sequence[TransferRow]:
        # By number and id: where the database no longer keeps numbers apart, none is passed over.
        query = (
            select(TransferRow)
            .where(TransferRow.guild_id == self._guild_id)
            .where(TransferRow.sequence >= last[0], tuple_(TransferRow.sequence, TransferRow.id) > last)
            .order_by(TransferRow.sequence, TransferRow.id)
            .limit(PAGE)
        )
        rows = (await self._session.scalars(query)).all()
        for row in rows:
            self._session.expunge(row)
        return rows

    async def _around(self, rows: Sequence[TransferRow]) -> list[Stored]:
        numbers = [row.id for row in rows]
        entries = await self._entries(numbers)
        found = await self._session.scalars(select(NoteRow).where(NoteRow.transfer_id.in_(numbers)))
        notes = {note.transfer_id: note for note in found}
        wanted = [row.reverses_id for row in rows if row.reverses_id is not None]
        undone = await self._undone(wanted) if wanted else {}
        return [
            Stored(row, entries[row.id], notes.get(row.id), undone.get(row.reverses_id or 0)) for row in rows
        ]

    async def _entries(self, numbers: Collection[int]) -> defaultdict[int, dict[int, int]]:
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        query = select(EntryRow.transfer_id, EntryRow.account_id, EntryRow.amount_minor).where(
            EntryRow.transfer_id.in_(numbers)
        )
        for number, account_id, amount in await self._session.execute(query):
            found[number][account_id] = amount
        return found

    async def _undone(self, numbers: Collection[int]) -> dict[int, Undone]:
        entries = await self._entries(numbers)
        query = select(TransferRow.id, TransferRow.guild_id, TransferRow.sequence, TransferRow.kind).where(
            TransferRow.id.in_(numbers)
        )
        return {
            number: Undone(guild_id, sequence, kind, entries[number])
            for number, guild_id, sequence, kind in await self._session.execute(query)
        }
