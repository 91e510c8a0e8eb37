"""The proof of one community's chain, from its first transfer to its head, and of all that follows from it.

It goes through the transfers once, in the order of their numbers, a page at a time, and keeps for each
account what its entries come to so far. So it needs memory for the accounts and none for the transfers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.accounts import opening
from cogs.tips.anchors import Anchor
from cogs.tips.chain import FIRST, GENESIS, ChainedEntry, ChainedOpening, Link, note_digest
from cogs.tips.day_proof import DayProof
from cogs.tips.days import tip_sign
from cogs.tips.owners import owner_problem
from cogs.tips.tables import PERSON, AccountRow, ChainRow, EntryRow, NoteRow, TransferRow

PAGE = 1000
#: What a transfer of the first form could be.
FIRST_KINDS = frozenset({"tip", "issue"})


@dataclass(slots=True)
class Sums:
    """What the entries of one account come to, as far as the proof has gone."""

    balance: int = 0
    got: int = 0
    gave: int = 0


@dataclass(frozen=True, slots=True)
class _Undone:
    """A transfer that another one takes back."""

    guild_id: int
    sequence: int
    kind: str
    entries: dict[int, int]


@dataclass(slots=True)
class _Page:
    """What stands around a page of transfers."""

    entries: defaultdict[int, dict[int, int]]
    notes: dict[int, NoteRow]
    undone: dict[int, _Undone]


class ChainProof:
    """One community's chain, proved once."""

    def __init__(self, session: AsyncSession, head: ChainRow, anchors: Sequence[Anchor]) -> None:
        self._session = session
        self._head = head
        self._anchors = {anchor.sequence: anchor for anchor in anchors}
        self._accounts: dict[int, AccountRow] = {}
        self._openings: defaultdict[int, list[ChainedOpening]] = defaultdict(list)
        self._sums: defaultdict[int, Sums] = defaultdict(Sums)
        self._moved_at: datetime | None = None
        self.problems: list[str] = []
        self.transfers = self.tips = self.erased_notes = 0
        #: How far the chain goes, and the hash there.
        self.sequence, self.hash = 0, GENESIS
        #: Up to which transfer a hash that was kept elsewhere vouches for the chain.
        self.anchored_to = 0

    @property
    def account_count(self) -> int:
        """How many accounts the community has."""
        return len(self._accounts)

    @property
    def erased_people(self) -> int:
        """How many accounts have lost their owner."""
        return sum(row.owner_id is None for row in self._accounts.values())

    async def run(self, progress: Callable[[int], None]) -> None:
        """Go through the chain, and then through what is kept beside it."""
        await self._load_accounts()
        days = DayProof(self._session, self._head.guild_id, self._say)
        last = (0, 0)
        while rows := await self._next(last):
            page = await self._around(rows)
            for row in rows:
                self._transfer(row, page, days)
            await days.compare_ended()
            last = rows[-1].sequence, rows[-1].id
            progress(self.transfers)
        await days.finish()
        self._prove_head()
        self._prove_accounts()
        self._prove_anchors()

    def _say(self, problem: str) -> None:
        self.problems.append(f"community {self._head.guild_id}, {problem}")

    # --- Read ---

    async def _load_accounts(self) -> None:
        rows = await self._session.scalars(
            select(AccountRow).where(AccountRow.guild_id == self._head.guild_id).order_by(AccountRow.id)
        )
        for row in rows:
            self._accounts[row.id] = row
            if row.opened_in is not None:
                opened = opening(row.id, row.purpose, row.owner_id, row.owner_digest)
                self._openings[row.opened_in].append(opened)

    async def _next(self, last: tuple[int, int]) -> Sequence[TransferRow]:
        # By number and id: where the database no longer keeps numbers apart, none is passed over.
        query = (
            select(TransferRow)
            .where(TransferRow.guild_id == self._head.guild_id)
            .where(TransferRow.sequence >= last[0], tuple_(TransferRow.sequence, TransferRow.id) > last)
            .order_by(TransferRow.sequence, TransferRow.id)
            .limit(PAGE)
        )
        rows = (await self._session.scalars(query)).all()
        for row in rows:
            self._session.expunge(row)
        return rows

    async def _around(self, rows: Sequence[TransferRow]) -> _Page:
        numbers = [row.id for row in rows]
        notes = await self._session.scalars(select(NoteRow).where(NoteRow.transfer_id.in_(numbers)))
        undone = [row.reverses_id for row in rows if row.reverses_id is not None]
        return _Page(
            await self._entries(numbers),
            {note.transfer_id: note for note in notes},
            await self._undone(undone) if undone else {},
        )

    async def _entries(self, numbers: Collection[int]) -> defaultdict[int, dict[int, int]]:
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        query = select(EntryRow.transfer_id, EntryRow.account_id, EntryRow.amount_minor).where(
            EntryRow.transfer_id.in_(numbers)
        )
        for number, account_id, amount in await self._session.execute(query):
            found[number][account_id] = amount
        return found

    async def _undone(self, numbers: Collection[int]) -> dict[int, _Undone]:
        entries = await self._entries(numbers)
        query = select(TransferRow.id, TransferRow.guild_id, TransferRow.sequence, TransferRow.kind).where(
            TransferRow.id.in_(numbers)
        )
        return {
            number: _Undone(guild_id, sequence, kind, entries[number])
            for number, guild_id, sequence, kind in await self._session.execute(query)
        }

    # --- Prove ---

    def _transfer(self, row: TransferRow, page: _Page, days: DayProof) -> None:
        self.transfers += 1
        self.tips += row.kind == "tip"
        name = f"transfer {row.id} (number {row.sequence})"
        undone = page.undone.get(row.reverses_id) if row.reverses_id is not None else None
        self._prove_place(name, row)
        self._prove_hash(name, row, page.entries[row.id], undone)
        self._prove_entries(name, row, page.entries[row.id])
        self._prove_reversal(name, row, page.entries[row.id], undone)
        self._prove_note(name, row, page.notes.get(row.id))
        self._add_up(row, page.entries[row.id], tip_sign(row.kind, undone.kind if undone else None), days)
        anchor = self._anchors.get(row.sequence)
        if anchor is not None and anchor.hash != row.hash:
            self._say(f"{name}: an anchor has another hash, {anchor.hash}: the chain was written anew")
        self.sequence, self.hash = row.sequence, row.hash

    def _prove_place(self, name: str, row: TransferRow) -> None:
        if row.sequence == self.sequence:
            self._say(f"{name}: its number is there twice")
        elif row.sequence != self.sequence + 1:
            self._say(f"{name}: numbers {self.sequence + 1} to {row.sequence - 1} are missing before it")
        if row.previous_hash != self.hash:
            self._say(
                f"{name}: is not chained to number {self.sequence}: one of the two was changed or moved"
            )
        if self._moved_at is not None and row.version != FIRST and row.created_at < self._moved_at:
            self._say(f"{name}: is older than the one before it")
        self._moved_at = max(row.created_at, self._moved_at or row.created_at)

    def _prove_hash(
        self, name: str, row: TransferRow, entries: dict[int, int], undone: _Undone | None
    ) -> None:
        link = Link(
            row.guild_id,
            row.sequence,
            row.kind,
            row.currency,
            row.key,
            row.created_at,
            [
                ChainedEntry(account_id, self._currency_of(account_id), amount)
                for account_id, amount in sorted(entries.items())
            ],
            row.previous_hash,
            row.note_digest,
            self._openings[row.sequence],
            row.room_id,
            row.club_id,
            row.is_anonymous,
            undone.sequence if undone is not None else None,
            row.version,
        )
        if link.hash() != row.hash:
            self._say(f"{name}: was changed, its hash does not fit")
        beyond = (row.room_id, row.club_id, row.reverses_id, row.is_anonymous or None)
        if row.version == FIRST and (row.kind not in FIRST_KINDS or any(one is not None for one in beyond)):
            self._say(f"{name}: says what its form does not prove")

    def _currency_of(self, account_id: int) -> str:
        account = self._accounts.get(account_id)
        return account.currency if account is not None else ""

    def _prove_entries(self, name: str, row: TransferRow, entries: dict[int, int]) -> None:
        sums: defaultdict[str, int] = defaultdict(int)
        moved = 0
        for account_id, amount in entries.items():
            account = self._accounts.get(account_id)
            if account is None:
                self._say(f"{name}: account {account_id} is of no account of this community")
                continue
            sums[account.currency] += amount
            moved += amount if amount > 0 and account.currency == row.currency else 0
            if row.kind in {"tip", "share"} and account.purpose not in {"person", "jar"}:
                self._say(f"{name}: a tip, and account {account_id} takes part in it: a commission")
        if any(sums.values()) or len(entries) < 2:  # noqa: PLR2004 - two sides make a transfer
            self._say(f"{name}: its entries do not sum to zero")
        if moved != row.amount_minor:
            self._say(f"{name}: its amount is not what its entries move")

    def _prove_reversal(
        self, name: str, row: TransferRow, entries: dict[int, int], undone: _Undone | None
    ) -> None:
        if row.reverses_id is None:
            return
        if undone is None or undone.guild_id != row.guild_id or undone.sequence >= row.sequence:
            self._say(f"{name}: takes back {row.reverses_id}, which is not before it")
        elif entries != {account_id: -amount for account_id, amount in undone.entries.items()}:
            self._say(f"{name}: does not take back what transfer {row.reverses_id} moved")

    def _prove_note(self, name: str, row: TransferRow, note: NoteRow | None) -> None:
        if row.note_digest is None:
            if note is not None:
                self._say(f"{name}: has a note that was added later")
        elif note is None:
            self.erased_notes += 1
        elif note_digest(note.text, note.salt, note.by_id, row.version) != row.note_digest:
            self._say(f"{name}: its note was changed")

    def _add_up(self, row: TransferRow, entries: dict[int, int], sign: int, days: DayProof) -> None:
        # A day does not go back in a chain, whatever the clock did.
        assert self._moved_at is not None, "the place of the transfer was proved before"
        day = self._moved_at.astimezone(UTC).date()
        for account_id, amount in entries.items():
            sums = self._sums[account_id]
            sums.balance += amount
            sums.got += amount if amount * sign > 0 else 0
            sums.gave -= amount if amount * sign < 0 else 0
            days.add(account_id, day, amount, sign=sign, transfer_id=row.id, balance=sums.balance)

    def _prove_head(self) -> None:
        head = self._head
        if (head.sequence, head.hash) != (self.sequence, self.hash):
            self._say(f"chain: ends at number {self.sequence}, its head says {head.sequence}")
        elif head.moved_at is not None and self.sequence and head.moved_at != self._moved_at:
            self._say(f"chain: its head says {head.moved_at}, number {self.sequence} {self._moved_at}")

    def _prove_accounts(self) -> None:
        for row in self._accounts.values():
            name, sums = f"account {row.id}", self._sums[row.id]
            if row.balance_minor != sums.balance:
                self._say(f"{name}: holds {row.balance_minor}, its entries sum to {sums.balance}")
            if (row.got_minor, row.gave_minor) != (sums.got, sums.gave):
                self._say(
                    f"{name}: says it got {row.got_minor} and gave {row.gave_minor} in tips,"
                    f" its entries say {sums.got} and {sums.gave}"
                )
            if row.opened_in is not None and row.opened_in > self.sequence:
                self._say(f"{name}: was opened in number {row.opened_in}, which is not there")
            if row.purpose == PERSON and (problem := owner_problem(row)) is not None:
                self._say(f"{name}: {problem}")

    def _prove_anchors(self) -> None:
        for anchor in self._anchors.values():
            if anchor.sequence > self.sequence:
                self._say(
                    f"chain: ends at number {self.sequence}, an anchor knows number {anchor.sequence}:"
                    " its end was cut off"
                )
        held = [number for number in self._anchors if number <= self.sequence]
        self.anchored_to = max(held, default=0)
