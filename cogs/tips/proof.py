"""The proof of one community's chain, from its first transfer to its head, and of all that follows from it.

It is given the transfers one by one, from the database or from a file, and keeps for each account what
its entries come to so far. So it needs memory for the accounts and none for the transfers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from cogs.tips.anchors import Anchor
from cogs.tips.chain import FIRST, GENESIS, note_digest
from cogs.tips.chain_rows import Accounts, Stored
from cogs.tips.days import tip_sign
from cogs.tips.owners import owner_problem
from cogs.tips.tables import PERSON, TREASURY, NoteRow, TransferRow

#: What a transfer of the first form could be.
FIRST_KINDS = frozenset({"tip", "issue"})


@dataclass(slots=True)
class Sums:
    """What the entries of one account come to, as far as the proof has gone."""

    balance: int = 0
    got: int = 0
    gave: int = 0


class Days(Protocol):
    """Who is told of every entry, to add up what moved on each day."""

    def add(
        self, account_id: int, day: date, amount: int, *, sign: int, transfer_id: int, balance: int
    ) -> None:
        """Take one entry into its day; `balance` is what the account holds after it."""


class ChainProof:
    """One community's chain, proved once: each transfer in order, and then what is left."""

    def __init__(self, guild_id: int, accounts: Accounts, anchors: Sequence[Anchor], days: Days) -> None:
        self._guild_id = guild_id
        self._anchors = {anchor.sequence: anchor for anchor in anchors}
        self._accounts = accounts
        self._days = days
        self._reversed: set[int] = set()
        #: What the entries of each account come to, as far as it has gone.
        self.sums: defaultdict[int, Sums] = defaultdict(Sums)
        self.problems: list[str] = []
        self.transfers = self.tips = self.erased_notes = 0
        #: How far the chain goes, the hash there, and when that was.
        self.sequence, self.hash = 0, GENESIS
        self.moved_at: datetime | None = None
        #: Up to which transfer a hash that was kept elsewhere vouches for the chain.
        self.anchored_to = 0

    @property
    def account_count(self) -> int:
        """How many accounts the community has."""
        return len(self._accounts.by_id)

    @property
    def erased_people(self) -> int:
        """How many accounts have lost their owner."""
        return sum(row.owner_id is None for row in self._accounts.by_id.values())

    def say(self, problem: str) -> None:
        """Name a problem of this community."""
        self.problems.append(f"community {self._guild_id}, {problem}")

    def take(self, stored: Stored) -> None:
        """Prove the next transfer."""
        row = stored.row
        self.transfers += 1
        self.tips += row.kind == "tip"
        name = f"transfer {row.id} (number {row.sequence})"
        self._prove_place(name, row)
        self._prove_hash(name, stored)
        self._prove_entries(name, row, stored.entries)
        self._prove_reversal(name, stored)
        self._prove_note(name, row, stored.note)
        self._add_up(name, stored)
        anchor = self._anchors.get(row.sequence)
        if anchor is not None and anchor.hash != row.hash:
            self.say(f"{name}: an anchor has another hash, {anchor.hash}: the chain was written anew")
        self.sequence, self.hash = row.sequence, row.hash

    def prove_head(self, sequence: int, newest: str, moved_at: datetime | None) -> None:
        """Compare what a chain is said to end with."""
        if (sequence, newest) != (self.sequence, self.hash):
            self.say(f"chain: ends at number {self.sequence}, its head says {sequence}")
        elif moved_at is not None and self.sequence and moved_at != self.moved_at:
            self.say(f"chain: its head says {moved_at}, number {self.sequence} {self.moved_at}")

    def prove_owners(self) -> None:
        """Prove whose the accounts are, and that what opened them is there."""
        for row in self._accounts.by_id.values():
            name = f"account {row.id}"
            if row.opened_in is not None and row.opened_in > self.sequence:
                self.say(f"{name}: was opened in number {row.opened_in}, which is not there")
            if row.purpose == PERSON and (problem := owner_problem(row)) is not None:
                self.say(f"{name}: {problem}")

    def prove_balances(self) -> None:
        """Compare what is kept with the accounts."""
        for row in self._accounts.by_id.values():
            name, sums = f"account {row.id}", self.sums[row.id]
            if row.balance_minor != sums.balance:
                self.say(f"{name}: holds {row.balance_minor}, its entries sum to {sums.balance}")
            if (row.got_minor, row.gave_minor) != (sums.got, sums.gave):
                self.say(
                    f"{name}: says it got {row.got_minor} and gave {row.gave_minor} in tips,"
                    f" its entries say {sums.got} and {sums.gave}"
                )

    def prove_anchors(self) -> None:
        """Compare how far the chain goes with how far it went once."""
        for anchor in self._anchors.values():
            if anchor.sequence > self.sequence:
                self.say(
                    f"chain: ends at number {self.sequence}, an anchor knows number {anchor.sequence}:"
                    " its end was cut off"
                )
        held = [number for number in self._anchors if number <= self.sequence]
        self.anchored_to = max(held, default=0)

    def _prove_place(self, name: str, row: TransferRow) -> None:
        if row.sequence == self.sequence:
            self.say(f"{name}: its number is there twice")
        elif row.sequence != self.sequence + 1:
            self.say(f"{name}: numbers {self.sequence + 1} to {row.sequence - 1} are missing before it")
        if row.previous_hash != self.hash:
            self.say(f"{name}: is not chained to number {self.sequence}: one of the two was changed or moved")
        if self.moved_at is not None and row.version != FIRST and row.created_at < self.moved_at:
            self.say(f"{name}: is older than the one before it")
        self.moved_at = max(row.created_at, self.moved_at or row.created_at)

    def _prove_hash(self, name: str, stored: Stored) -> None:
        row = stored.row
        if self._accounts.link(stored).hash() != row.hash:
            self.say(f"{name}: was changed, its hash does not fit")
        beyond = (row.room_id, row.club_id, row.reverses_id, row.is_anonymous or None)
        if row.version == FIRST and (row.kind not in FIRST_KINDS or any(one is not None for one in beyond)):
            self.say(f"{name}: says what its form does not prove")

    def _prove_entries(self, name: str, row: TransferRow, entries: dict[int, int]) -> None:
        sums: defaultdict[str, int] = defaultdict(int)
        moved = 0
        for account_id, amount in entries.items():
            account = self._accounts.by_id.get(account_id)
            if account is None:
                self.say(f"{name}: account {account_id} is of no account of this community")
                continue
            sums[account.currency] += amount
            moved += amount if amount > 0 and account.currency == row.currency else 0
            if row.kind in {"tip", "share"} and account.purpose not in {"person", "jar"}:
                self.say(f"{name}: a tip, and account {account_id} takes part in it: a commission")
        if any(sums.values()) or len(entries) < 2:  # noqa: PLR2004 - two sides make a transfer
            self.say(f"{name}: its entries do not sum to zero")
        if moved != row.amount_minor:
            self.say(f"{name}: its amount is not what its entries move")

    def _prove_reversal(self, name: str, stored: Stored) -> None:
        row, undone = stored.row, stored.undone
        if row.reverses_id is None:
            return
        if row.reverses_id in self._reversed:
            self.say(f"{name}: takes back {row.reverses_id}, which was taken back before")
        self._reversed.add(row.reverses_id)
        if undone is None or undone.guild_id != row.guild_id or undone.sequence >= row.sequence:
            self.say(f"{name}: takes back {row.reverses_id}, which is not before it")
        elif stored.entries != {account_id: -amount for account_id, amount in undone.entries.items()}:
            self.say(f"{name}: does not take back what transfer {row.reverses_id} moved")

    def _prove_note(self, name: str, row: TransferRow, note: NoteRow | None) -> None:
        if row.note_digest is None:
            if note is not None:
                self.say(f"{name}: has a note that was added later")
        elif note is None:
            self.erased_notes += 1
        elif note_digest(note.text, note.salt, note.by_id, row.version) != row.note_digest:
            self.say(f"{name}: its note was changed")

    def _add_up(self, name: str, stored: Stored) -> None:
        # A day does not go back in a chain, whatever the clock did.
        assert self.moved_at is not None, "the place of the transfer was proved before"
        day = self.moved_at.astimezone(UTC).date()
        sign = tip_sign(stored.row.kind, stored.undone.kind if stored.undone is not None else None)
        for account_id, amount in stored.entries.items():
            sums = self.sums[account_id]
            sums.balance += amount
            sums.got += amount if amount * sign > 0 else 0
            sums.gave -= amount if amount * sign < 0 else 0
            account = self._accounts.by_id.get(account_id)
            if sums.balance < 0 and amount < 0 and account is not None and account.purpose != TREASURY:
                self.say(f"{name}: account {account_id} gives more than it has")
            number = stored.row.id
            self._days.add(account_id, day, amount, sign=sign, transfer_id=number, balance=sums.balance)
