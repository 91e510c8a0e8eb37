"""Writing in the book: the locked chain head, accounts, and one transfer appended.

Everything here happens inside a caller's transaction and leaves it to them to
commit; nothing here decides whether a transfer is allowed, but for what the
database would refuse anyway.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.types import LARGEST
from cogs.tips.api import AmountTooLarge, OverBalance
from cogs.tips.chain import GENESIS, Link, note_digest
from cogs.tips.tables import AccountRow, ChainRow, EntryRow, ForgottenRow, NoteRow, TransferRow


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of a community's chain, locked until the transaction ends."""

    guild_id: int
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A transfer about to be written; `gains` maps account id to what it gains or gives."""

    kind: str
    currency: str
    key: str
    at: datetime
    gains: Mapping[int, int]
    note: str | None = None


async def lock_head(session: AsyncSession, guild_id: int) -> Head:
    """Lock a community's chain, beginning one if there is none."""
    values = {"guild_id": guild_id, "sequence": 0, "hash": GENESIS}
    dialect = session.get_bind().dialect.name
    begin = (postgresql if dialect == "postgresql" else sqlite).insert(ChainRow).values(values)
    await session.execute(begin.on_conflict_do_nothing(index_elements=["guild_id"]))
    row = (
        await session.execute(
            select(ChainRow.sequence, ChainRow.hash).where(ChainRow.guild_id == guild_id).with_for_update()
        )
    ).one()
    return Head(guild_id, row.sequence, row.hash)


async def open_account(
    session: AsyncSession, guild_id: int, currency: str, user_id: int | None
) -> tuple[int, bool]:
    """The id of a person's account (of the treasury for None), and whether it was opened just now.

    The chain head is locked by the caller, so two callers cannot open the same account.
    """
    found = await session.scalar(
        select(AccountRow.id).where(
            AccountRow.guild_id == guild_id,
            AccountRow.currency == currency,
            AccountRow.kind == ("treasury" if user_id is None else "person"),
            AccountRow.user_id == user_id if user_id is not None else AccountRow.user_id.is_(None),
        )
    )
    if found is not None:
        return found, False
    kind = "treasury" if user_id is None else "person"
    opened = await session.scalar(
        insert(AccountRow)
        .values(guild_id=guild_id, currency=currency, kind=kind, user_id=user_id, balance_minor=0)
        .returning(AccountRow.id)
    )
    assert opened is not None, "an insert returns the id of its row"
    return opened, True


def fingerprint(guild_id: int, user_id: int) -> str:
    """What is left of a person who was forgotten: enough to know them again, not to say who they are."""
    return hashlib.sha256(f"rostra:{guild_id}:{user_id}".encode()).hexdigest()


async def was_forgotten(session: AsyncSession, head: Head, user_id: int) -> bool:
    """Whether a person had an account here before, so that they have been welcomed."""
    key = (head.guild_id, fingerprint(head.guild_id, user_id))
    return await session.get(ForgottenRow, key) is not None


async def append(session: AsyncSession, head: Head, entry: Entry) -> tuple[int, Head]:
    """Write one transfer: balances, the transfer, its entries, its note, the new head.

    Raises:
        OverBalance: an account other than the treasury would fall below zero.
        AmountTooLarge: an account would hold more than 64 bits can count.
    """
    assert sum(entry.gains.values()) == 0, "money is moved, never made"
    for account_id, gain in sorted(entry.gains.items()):
        await _move(session, account_id, gain)
    salt = secrets.token_hex(16)
    link = Link(
        guild_id=head.guild_id,
        sequence=head.sequence + 1,
        kind=entry.kind,
        currency=entry.currency,
        key=entry.key,
        created_at=entry.at,
        entries=entry.gains,
        note_digest=None if entry.note is None else note_digest(entry.note, salt),
        previous_hash=head.hash,
    )
    transfer_id = await _write(session, link)
    if entry.note is not None:
        await session.execute(insert(NoteRow).values(transfer_id=transfer_id, text=entry.note, salt=salt))
    new = Head(head.guild_id, link.sequence, link.hash())
    await session.execute(
        update(ChainRow)
        .where(ChainRow.guild_id == head.guild_id)
        .values(sequence=new.sequence, hash=new.hash)
    )
    return transfer_id, new


async def _move(session: AsyncSession, account_id: int, gain: int) -> None:
    # One conditional statement, so that the condition holds when it is written,
    # whatever was read before.
    allowed = (
        AccountRow.balance_minor <= LARGEST - gain
        if gain > 0
        else (AccountRow.kind == "treasury") | (AccountRow.balance_minor >= -gain)
    )
    moved = await session.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, allowed)
        .values(balance_minor=AccountRow.balance_minor + gain)
        .returning(AccountRow.id)
    )
    if moved.first() is None:
        if gain > 0:
            raise AmountTooLarge(most=LARGEST)
        balance = await session.scalar(select(AccountRow.balance_minor).where(AccountRow.id == account_id))
        raise OverBalance(balance=balance, amount=-gain)


async def _write(session: AsyncSession, link: Link) -> int:
    transfer_id: int | None = await session.scalar(
        insert(TransferRow)
        .values(
            guild_id=link.guild_id,
            sequence=link.sequence,
            kind=link.kind,
            currency=link.currency,
            amount_minor=max(link.entries.values()),
            key=link.key,
            created_at=link.created_at,
            note_digest=link.note_digest,
            previous_hash=link.previous_hash,
            hash=link.hash(),
        )
        .returning(TransferRow.id)
    )
    assert transfer_id is not None, "an insert returns the id of its row"
    await session.execute(
        insert(EntryRow),
        [
            {"transfer_id": transfer_id, "account_id": account_id, "amount_minor": gain}
            for account_id, gain in link.entries.items()
        ],
    )
    return transfer_id
