"""Tables of the ledger: accounts, transfers, entries, the chain's head, and what may be erased.

Transfers and entries are append only; the database itself refuses to change
them (triggers of the first migration). Who owns an account and what was written
with a tip are kept apart, so that a person can be erased and the chain still verifies.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

IS_PERSON = text("user_id IS NOT NULL")
IS_TREASURY = text("kind = 'treasury'")


class AccountRow(Table):
    """One person's money of one currency in one community, or the community's treasury.

    The treasury issues points, so its balance is what all others hold, below zero.
    """

    __tablename__ = "tips_account"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'treasury')", name="kind"),
        CheckConstraint("kind = 'treasury' OR balance_minor >= 0", name="never_negative"),
        Index(
            "uq_tips_account_person",
            "guild_id",
            "currency",
            "user_id",
            unique=True,
            sqlite_where=IS_PERSON,
            postgresql_where=IS_PERSON,
        ),
        Index(
            "uq_tips_account_treasury",
            "guild_id",
            "currency",
            unique=True,
            sqlite_where=IS_TREASURY,
            postgresql_where=IS_TREASURY,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    currency: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[int | None] = mapped_column(Snowflake)
    balance_minor: Mapped[int] = mapped_column(Money)


class TransferRow(Table):
    """One movement of money, chained to the one before it in its community."""

    __tablename__ = "tips_transfer"
    __table_args__ = (
        UniqueConstraint("guild_id", "key", name="uq_tips_transfer_key"),
        UniqueConstraint("guild_id", "sequence", name="uq_tips_transfer_sequence"),
        CheckConstraint("kind IN ('tip', 'issue')", name="kind"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("sequence > 0", name="sequence_positive"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    sequence: Mapped[int] = mapped_column(RowId)
    kind: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(10))
    amount_minor: Mapped[int] = mapped_column(Money)
    key: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note_digest: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class EntryRow(Table):
    """One side of a transfer: what an account gained (above zero) or gave (below)."""

    __tablename__ = "tips_entry"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        Index("ix_tips_entry_account", "account_id", "transfer_id"),
    )

    transfer_id: Mapped[int] = mapped_column(RowId, ForeignKey("tips_transfer.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(RowId, ForeignKey("tips_account.id"), primary_key=True)
    amount_minor: Mapped[int] = mapped_column(Money)


class ChainRow(Table):
    """The newest link of a community's chain; its row is the lock that orders transfers."""

    __tablename__ = "tips_chain"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(RowId)
    hash: Mapped[str] = mapped_column(String(64))


class ForgottenRow(Table):
    """A person who was forgotten, as a fingerprint: without it, forgetting would mint points.

    Everybody is given some with their first account. Who could have theirs forgotten and open another
    would be given them again and again.
    """

    __tablename__ = "tips_forgotten"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)


class NoteRow(Table):
    """What somebody wrote with a tip, and the salt of its digest; may be erased."""

    __tablename__ = "tips_note"

    transfer_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("tips_transfer.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(String(200))
    salt: Mapped[str] = mapped_column(String(32))
