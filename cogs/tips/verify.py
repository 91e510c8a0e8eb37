"""Proof that the book is what was written: every hash, every sum, every balance, every owner.

Reads only what is stored and computes the rest again, so it finds a row that was changed, removed, added
or moved behind the ledger's back, and names it. A chain that was rewritten whole from some point on, or
cut off at its end, is consistent in itself; finding that takes an anchor, a hash kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.tips.anchors import Anchor
from cogs.tips.chain_rows import ChainRows
from cogs.tips.day_proof import DayProof
from cogs.tips.proof import ChainProof
from cogs.tips.tables import AccountRow, ChainRow, DayRow, EntryRow, NoteRow, TransferRow

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Chain:
    """How far a community's chain goes, and how far of that a hash kept elsewhere vouches."""

    guild_id: int
    sequence: int
    hash: str
    anchored_to: int


@dataclass(slots=True)
class Verdict:
    """What the proof found; `problems` empty means that the book holds."""

    transfers: int = 0
    tips: int = 0
    accounts: int = 0
    erased_notes: int = 0
    erased_people: int = 0
    chains: list[Chain] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


async def verify(
    database: Database,
    guild_id: int | None = None,
    anchors: Sequence[Anchor] = (),
    progress: Progress = lambda _count: None,
) -> Verdict:
    """Prove the book of one community, or of all, in one consistent snapshot.

    `progress` is told how many transfers are proved, now and then.
    """
    async with database.reading() as session:
        return await verify_in(session, guild_id, anchors, progress)


async def verify_in(
    session: AsyncSession,
    guild_id: int | None = None,
    anchors: Sequence[Anchor] = (),
    progress: Progress = lambda _count: None,
) -> Verdict:
    """Prove the same in the caller's transaction, with what was written in it."""
    verdict = Verdict()
    heads = (await session.scalars(select(ChainRow).order_by(ChainRow.guild_id))).all()
    wanted = [head for head in heads if guild_id in {None, head.guild_id}]
    for head in wanted:
        kept = [anchor for anchor in anchors if anchor.guild_id == head.guild_id]
        await _prove(session, head, kept, verdict, progress)
    if guild_id is None:
        await _strays(session, verdict)
    known = {head.guild_id for head in wanted}
    for anchor in anchors:
        if anchor.guild_id not in known and guild_id in {None, anchor.guild_id}:
            verdict.problems.append(
                f"community {anchor.guild_id}: is gone, an anchor names its {anchor.sequence}"
            )
    return verdict


async def heads(database: Database, guild_id: int | None = None) -> Sequence[Anchor]:
    """The newest hash of each chain that has a transfer, to be kept elsewhere."""
    query = select(ChainRow).where(ChainRow.sequence > 0).order_by(ChainRow.guild_id)
    if guild_id is not None:
        query = query.where(ChainRow.guild_id == guild_id)
    async with database.reading() as session:
        rows = (await session.scalars(query)).all()
    return [Anchor(row.guild_id, row.sequence, row.hash) for row in rows]


async def _prove(
    session: AsyncSession, head: ChainRow, anchors: Sequence[Anchor], verdict: Verdict, progress: Progress
) -> None:
    rows = ChainRows(session, head.guild_id)
    days = DayProof(session, head.guild_id)
    proof = ChainProof(head.guild_id, await rows.accounts(), anchors, days)
    async for page in rows.pages():
        for stored in page:
            proof.take(stored)
        await days.compare_ended(proof.say)
        progress(verdict.transfers + proof.transfers)
    await days.finish(proof.say)
    proof.prove_head(head.sequence, head.hash, head.moved_at)
    proof.prove_balances()
    proof.prove_owners()
    proof.prove_anchors()
    verdict.transfers += proof.transfers
    verdict.tips += proof.tips
    verdict.accounts += proof.account_count
    verdict.erased_notes += proof.erased_notes
    verdict.erased_people += proof.erased_people
    verdict.problems += proof.problems
    verdict.chains.append(Chain(head.guild_id, proof.sequence, proof.hash, proof.anchored_to))


async def _strays(session: AsyncSession, verdict: Verdict) -> None:
    """Find rows that belong to no chain, account or transfer."""
    chained, accounts, transfers = select(ChainRow.guild_id), select(AccountRow.id), select(TransferRow.id)
    say = verdict.problems.append
    for row in await session.scalars(select(TransferRow).where(TransferRow.guild_id.not_in(chained))):
        say(f"community {row.guild_id}, transfer {row.id}: belongs to no chain")
    for account in await session.scalars(select(AccountRow).where(AccountRow.guild_id.not_in(chained))):
        say(f"community {account.guild_id}, account {account.id}: belongs to no chain")
    for entry in await session.scalars(select(EntryRow).where(EntryRow.transfer_id.not_in(transfers))):
        say(f"an entry of account {entry.account_id} belongs to no transfer: {entry.transfer_id}")
    for entry in await session.scalars(select(EntryRow).where(EntryRow.account_id.not_in(accounts))):
        say(f"an entry of transfer {entry.transfer_id} belongs to no account: {entry.account_id}")
    for note in await session.scalars(select(NoteRow).where(NoteRow.transfer_id.not_in(transfers))):
        say(f"a note belongs to no transfer: {note.transfer_id}")
    for day in await session.scalars(select(DayRow).where(DayRow.account_id.not_in(accounts))):
        say(f"the sums of {day.day} belong to no account: {day.account_id}")
