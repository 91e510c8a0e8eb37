"""One community on its way from the file into the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from bot.storage.base import Table
from bot.storage.sets import Change
from cogs.tips import statements
from cogs.tips.anchors import Anchor
from cogs.tips.archive import lines
from cogs.tips.chain import GENESIS
from cogs.tips.chain_rows import Accounts, Stored, Undone
from cogs.tips.days import Running, RunningDays
from cogs.tips.owners import owner_problem
from cogs.tips.proof import ChainProof
from cogs.tips.tables import (
    KINDS,
    PERSON,
    AccountRow,
    EntitlementRow,
    EntryRow,
    ForgottenRow,
    NoteRow,
    TransferRow,
)

AT_ONCE = 500


class WrongLine(Exception):
    """A line says what cannot be; `number` is that line, if it is not the one that was read last."""

    def __init__(self, why: str, number: int | None = None) -> None:
        super().__init__(why)
        self.number = number


class ChainWriting:
    """Takes the lines of a community, and writes them once they are proved."""

    def __init__(
        self, connection: Connection, begun: lines.Community, number: int, anchors: Sequence[Anchor]
    ) -> None:
        self._connection = connection
        self._begun = begun
        self._begun_at = number
        self._guild_id = begun.community
        self._accounts = Accounts()
        self._holders: set[tuple[str, str, int | None]] = set()
        self._days = _Days()
        self._proof = ChainProof(self._guild_id, self._accounts, anchors, self._days)
        self._waiting: list[tuple[int, Stored]] = []  # transfers, and where they stand
        self._are_accounts_written = False
        self._last_id = self._last_account_id = 0
        statements.BEGIN_CHAINS.make(connection, [(self._guild_id, 0, GENESIS)])

    def take(self, content: lines.Line, raw: Any, number: int) -> None:
        """Take the next line.

        Raises:
            WrongLine: it does not fit what went before it.
        """
        if isinstance(content, lines.Account):
            self._account(content)
        elif isinstance(content, lines.Transfer):
            self._transfer(content, raw, number)
        elif isinstance(content, lines.Forgotten):
            values = {"guild_id": self._guild_id, "fingerprint": content.forgotten}
            self._connection.execute(insert(ForgottenRow).values(values))
        elif isinstance(content, lines.Entitlement):
            values = {"guild_id": self._guild_id, "entitlement_id": content.entitlement}
            self._connection.execute(insert(EntitlementRow).values(values))

    def finish(self) -> None:
        """Write what waits, what follows from it, and the head of the chain.

        Raises:
            WrongLine: the chain does not end as its first line says.
        """
        self._flush()
        self._proof.prove_head(self._begun.transfers, self._begun.hash, None)
        self._proof.prove_anchors()
        self._refuse_problems(self._begun_at)
        self._proof.prove_owners()
        self._refuse_problems(self._begun_at)
        statements.ADD_DAYS.make(self._connection, self._days.rest(self._accounts))
        sums = self._proof.sums
        moved = [(one.balance, one.got, one.gave, number, 0) for number, one in sums.items()]
        statements.MOVE.make(self._connection, moved)
        head = (self._guild_id, 0, self._proof.sequence, self._proof.hash, self._proof.moved_at)
        # Here the database adds up all of it by itself.
        statements.MOVE_HEADS.make(self._connection, [head])

    # --- Lines ---

    def _account(self, content: lines.Account) -> None:
        if self._are_accounts_written or self._waiting:
            raise WrongLine("an account stands before the transfers of its community")
        if content.account <= self._last_account_id:
            raise WrongLine("accounts stand in the order of their numbers")
        holder = content.currency, content.purpose, content.owner
        if content.owner is not None and holder in self._holders:
            raise WrongLine(f"account {content.account} is a second one of the same owner and currency")
        self._holders.add(holder)
        self._last_account_id = content.account
        row = AccountRow(
            id=content.account,
            guild_id=self._guild_id,
            currency=content.currency,
            purpose=content.purpose,
            owner_id=content.owner,
            balance_minor=0,
            got_minor=0,
            gave_minor=0,
            is_frozen=content.frozen,
            owner_digest=content.digest,
            owner_salt=content.salt,
            opened_in=content.opened_in,
        )
        if row.purpose == PERSON and (problem := owner_problem(row)) is not None:
            raise WrongLine(f"account {row.id} {problem}")
        self._accounts.add(row)

    def _transfer(self, content: lines.Transfer, raw: Any, number: int) -> None:
        form = content.transfer
        if form.guild != self._guild_id:
            raise WrongLine(f"is of community {form.guild}, and stands in {self._guild_id}")
        hashed = orjson.dumps(raw["transfer"], option=orjson.OPT_SORT_KEYS)
        if hashlib.sha256(hashed).hexdigest() != content.hash:
            raise WrongLine(f"number {form.sequence} was changed, its hash does not fit")
        if content.id <= self._last_id:
            raise WrongLine("transfers of a community have rising numbers")
        self._last_id = content.id
        undone_id, undone = self._undone(form.reverses)
        row, entries = self._row(content)
        row.reverses_id = undone_id
        stored = Stored(row, entries, _note(content), undone)
        self._proof.take(stored)
        self._refuse_problems(number)
        self._waiting.append((number, stored))
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def _row(self, content: lines.Transfer) -> tuple[TransferRow, dict[int, int]]:
        form = content.transfer
        entries = {entry[0]: entry[-1] for entry in form.entries}
        for account_id in entries:
            if account_id not in self._accounts.by_id:
                raise WrongLine(f"account {account_id} is no account of this community")
        gains = [
            amount
            for account_id, amount in entries.items()
            if amount > 0 and self._accounts.by_id[account_id].currency == form.currency
        ]
        if form.kind not in KINDS:
            raise WrongLine(f"there is no transfer of the kind {form.kind}")
        if not gains:
            raise WrongLine(f"nobody gains anything of what it is about, {form.currency}")
        row = TransferRow(
            id=content.id,
            guild_id=form.guild,
            sequence=form.sequence,
            version=form.v,
            kind=form.kind,
            currency=form.currency,
            amount_minor=sum(gains),
            key=form.key,
            created_at=form.at,
            room_id=form.room,
            club_id=form.club,
            is_anonymous=form.anonymous,
            note_digest=form.note,
            previous_hash=form.previous,
            hash=content.hash,
        )
        return row, entries

    def _undone(self, sequence: int | None) -> tuple[int | None, Undone | None]:
        """The transfer that is taken back, which was read before; None if none is."""
        if sequence is None:
            return None, None
        for _, stored in self._waiting:
            if stored.row.sequence == sequence:
                row = stored.row
                return row.id, Undone(row.guild_id, sequence, row.kind, stored.entries)
        found = self._connection.execute(
            select(TransferRow.id, TransferRow.kind).where(
                TransferRow.guild_id == self._guild_id, TransferRow.sequence == sequence
            )
        ).one_or_none()
        if found is None:
            raise WrongLine(f"takes back number {sequence}, which is not before it")
        sides = select(EntryRow.account_id, EntryRow.amount_minor).where(EntryRow.transfer_id == found.id)
        entries = {row.account_id: row.amount_minor for row in self._connection.execute(sides)}
        return found.id, Undone(self._guild_id, sequence, found.kind, entries)

    def _refuse_problems(self, number: int) -> None:
        if self._proof.problems:
            raise WrongLine(self._proof.problems[0], number)

    # --- Write ---

    def _flush(self) -> None:
        """Write what was proved."""
        if not self._are_accounts_written:
            self._are_accounts_written = True
            rows = [_columns(row, statements.ADD_ACCOUNTS) for row in self._accounts.by_id.values()]
            statements.ADD_ACCOUNTS.make(self._connection, rows)
        self._require_new()
        stored = [one for _, one in self._waiting]
        transfers = [_columns(one.row, statements.ADD_TRANSFERS) for one in stored]
        statements.ADD_TRANSFERS.make(self._connection, transfers)
        entries = [(one.row.id, number, amount) for one in stored for number, amount in one.entries.items()]
        statements.ADD_ENTRIES.make(self._connection, entries)
        notes = [_columns(one.note, statements.ADD_NOTES) for one in stored if one.note is not None]
        statements.ADD_NOTES.make(self._connection, notes)
        statements.ADD_DAYS.make(self._connection, self._days.ended(self._accounts))
        self._waiting.clear()

    def _require_new(self) -> None:
        """Refuse a number or a key that is there twice; the database would, and name no line."""
        keys: set[str] = set()
        for number, stored in self._waiting:
            if stored.row.key in keys:
                raise WrongLine(f"the key {stored.row.key} is there twice", number)
            keys.add(stored.row.key)
        lines_of = {stored.row.key: number for number, stored in self._waiting}
        asked = [(self._guild_id, key) for key in keys]
        for row in statements.KNOWN_KEYS.ask(self._connection, asked):
            raise WrongLine(f"the key {row[1]} is there twice", lines_of[row[1]])
        ids = {stored.row.id: number for number, stored in self._waiting}
        taken = self._connection.scalars(select(TransferRow.id).where(TransferRow.id.in_(ids)))
        for transfer_id in taken:
            raise WrongLine(f"transfer {transfer_id} is there twice", ids[transfer_id])


class _Days(RunningDays):
    """The rows of what moved on each day."""

    def ended(self, accounts: Accounts) -> list[tuple[Any, ...]]:
        """The rows of days that are over, once."""
        rows = [_day(accounts.by_id[account_id], running) for account_id, running in self._ended]
        self._ended.clear()
        return rows

    def rest(self, accounts: Accounts) -> list[tuple[Any, ...]]:
        """The rows of all others."""
        self._ended += self._running.items()
        self._running.clear()
        return self.ended(accounts)


def _day(account: AccountRow, running: Running) -> tuple[Any, ...]:
    sums = running.sums
    return (
        account.id,
        running.day,
        account.guild_id,
        account.currency,
        sums.in_minor,
        sums.out_minor,
        sums.got_minor,
        sums.got_count,
        sums.gave_minor,
        sums.gave_count,
        running.balance,
        sums.transfer_id,
    )


def _note(content: lines.Transfer) -> NoteRow | None:
    note = content.note
    if note is None:
        return None
    return NoteRow(transfer_id=content.id, text=note.text, salt=note.salt, by_id=note.by)


def _columns(row: Table, change: Change) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in change.names)
