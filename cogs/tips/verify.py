"""Proof that the book is what was written: every hash, every sum, every balance.

Reads only what is stored and computes the rest again, so it finds a row that was
changed, removed, added or moved behind the ledger's back, and names it. A chain
rewritten whole from some point on is consistent in itself; finding that takes a
digest kept elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.tips.chain import GENESIS, Link, note_digest
from cogs.tips.tables import AccountRow, ChainRow, EntryRow, NoteRow, TransferRow

BATCH = 1000


@dataclass(slots=True)
class Verdict:
    """What the proof found; `problems` empty means that the book holds."""

    transfers: int = 0
    tips: int = 0
    accounts: int = 0
    erased_notes: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


async def verify(database: Database, guild_id: int | None = None) -> Verdict:
    """Prove the book of one community, or of all, in one consistent snapshot."""
    verdict = Verdict()
    async with database.reading() as session:
        for chain in (await session.scalars(select(ChainRow.guild_id))).all():
            if guild_id in {None, chain}:
                await _chain(session, chain, verdict)
        if guild_id is None:
            await _strays(session, verdict)
        await _balances(session, guild_id, verdict)
    return verdict


async def _chain(session: AsyncSession, guild_id: int, verdict: Verdict) -> None:
    sequence, previous = 0, GENESIS
    while True:
        rows = (
            await session.scalars(
                select(TransferRow)
                .where(TransferRow.guild_id == guild_id, TransferRow.sequence > sequence)
                .order_by(TransferRow.sequence)
                .limit(BATCH)
                .execution_options(populate_existing=True)
            )
        ).all()
        if not rows:
            break
        entries = await _entries(session, [row.id for row in rows])
        notes = await _notes(session, [row.id for row in rows])
        for row in rows:
            _link(row, entries[row.id], notes.get(row.id), (sequence, previous), verdict)
            sequence, previous = row.sequence, row.hash
    head = await session.get_one(ChainRow, guild_id)
    if (head.sequence, head.hash) != (sequence, previous):
        verdict.problems.append(
            f"community {guild_id}: the chain ends at {sequence}, its head says {head.sequence}"
        )


def _link(
    row: TransferRow,
    entries: dict[int, int],
    note: tuple[str, str] | None,
    before: tuple[int, str],
    verdict: Verdict,
) -> None:
    verdict.transfers += 1
    verdict.tips += row.kind == "tip"
    name = f"community {row.guild_id}, transfer {row.id} (number {row.sequence})"
    say = verdict.problems.append
    if row.sequence != before[0] + 1:
        say(f"{name}: numbers {before[0] + 1} to {row.sequence - 1} are missing before it")
    if row.previous_hash != before[1]:
        say(f"{name}: is not chained to the transfer before it")
    link = Link(
        row.guild_id,
        row.sequence,
        row.kind,
        row.currency,
        row.key,
        row.created_at,
        entries,
        row.note_digest,
        row.previous_hash,
    )
    if link.hash() != row.hash:
        say(f"{name}: was changed, its hash does not fit")
    if sum(entries.values()) != 0 or len(entries) < 2:  # noqa: PLR2004 - two sides make a transfer
        say(f"{name}: its entries do not sum to zero")
    if max(entries.values(), default=0) != row.amount_minor:
        say(f"{name}: its amount is not what its entries move")
    _note(name, row, note, verdict)


def _note(name: str, row: TransferRow, note: tuple[str, str] | None, verdict: Verdict) -> None:
    if row.note_digest is None:
        if note is not None:
            verdict.problems.append(f"{name}: has a note that was added later")
    elif note is None:
        verdict.erased_notes += 1
    elif note_digest(*note) != row.note_digest:
        verdict.problems.append(f"{name}: its note was changed")


async def _entries(session: AsyncSession, ids: list[int]) -> dict[int, dict[int, int]]:
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = await session.execute(
        select(EntryRow.transfer_id, EntryRow.account_id, EntryRow.amount_minor).where(
            EntryRow.transfer_id.in_(ids)
        )
    )
    for transfer_id, account_id, amount in rows:
        found[transfer_id][account_id] = amount
    return found


async def _notes(session: AsyncSession, ids: list[int]) -> dict[int, tuple[str, str]]:
    rows = await session.execute(
        select(NoteRow.transfer_id, NoteRow.text, NoteRow.salt).where(NoteRow.transfer_id.in_(ids))
    )
    return {transfer_id: (text, salt) for transfer_id, text, salt in rows}


async def _strays(session: AsyncSession, verdict: Verdict) -> None:
    """Find transfers of a community that has no chain, and entries of no transfer."""
    chained = select(ChainRow.guild_id)
    for row in await session.scalars(select(TransferRow).where(TransferRow.guild_id.not_in(chained))):
        verdict.problems.append(f"community {row.guild_id}, transfer {row.id}: belongs to no chain")
    known = select(TransferRow.id)
    for entry in await session.scalars(select(EntryRow).where(EntryRow.transfer_id.not_in(known))):
        verdict.problems.append(f"an entry of account {entry.account_id} belongs to no transfer")


async def _balances(session: AsyncSession, guild_id: int | None, verdict: Verdict) -> None:
    total = func.coalesce(func.sum(EntryRow.amount_minor), 0)
    query = (
        select(AccountRow.id, AccountRow.guild_id, AccountRow.balance_minor, total)
        .outerjoin(EntryRow, EntryRow.account_id == AccountRow.id)
        .group_by(AccountRow.id)
        .order_by(AccountRow.id)
    )
    if guild_id is not None:
        query = query.where(AccountRow.guild_id == guild_id)
    for account_id, community, balance, proved in await session.execute(query):
        verdict.accounts += 1
        if balance != int(proved):
            verdict.problems.append(
                f"community {community}, account {account_id}: holds {balance}, its entries sum to {proved}"
            )
