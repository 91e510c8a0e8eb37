"""Tables of payments: who takes money, what was paid, how that stands in the ledger, and what was heard.

Rows of the ledger are pointed to by number, without a foreign key; their keys in turn hold a payment's
token, so each side names the other.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

TOKEN_LENGTH = 32


class State(StrEnum):
    """How a payment stands with us."""

    OPEN = "open"  # its link may be used
    PAID = "paid"  # and booked; refunds do not change that
    ENDED = "ended"  # without money
    FAILED = "failed"  # no link came about
    TROUBLE = "trouble"  # money was paid and is not booked; `trouble` says why


class CreatorRow(Table):
    """Somebody who takes money in a community: their account at the provider, and that they want it."""

    __tablename__ = "payments_creator"
    __table_args__ = (Index("ix_payments_creator_account", "provider", "account_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(100))
    wants_money: Mapped[bool] = mapped_column(comment="they connected, and did not take it back")
    takes_money: Mapped[bool] = mapped_column(comment="the provider lets them")
    looked_at: Mapped[datetime]


class PaymentRow(Table):
    """One payment, from its link to its end. What was paid is the creator's or went back: all of it."""

    __tablename__ = "payments_payment"
    __table_args__ = (
        UniqueConstraint("token", name="uq_payments_payment_token"),
        UniqueConstraint("guild_id", "key", name="uq_payments_payment_key"),
        UniqueConstraint("provider", "session_id", name="uq_payments_payment_session"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("state IN ('open', 'paid', 'ended', 'failed', 'trouble')", name="state"),
        CheckConstraint("paid_minor IS NULL OR paid_minor = amount_minor", name="paid_is_the_tip"),
        # What left the tipper is what the creator has, or what the tipper has back. A fee is no part of it.
        CheckConstraint("booked_minor + returned_minor = coalesce(paid_minor, 0)", name="no_commission"),
        CheckConstraint("booked_minor >= 0 AND returned_minor >= 0", name="never_negative"),
        CheckConstraint("(state = 'paid') = (paid_minor IS NOT NULL)", name="paid_is_booked"),
        CheckConstraint("(paid_minor IS NULL) = (tip_id IS NULL)", name="booked_in_the_ledger"),
        CheckConstraint("(state = 'trouble') <= (trouble IS NOT NULL)", name="trouble_says_why"),
        Index("ix_payments_payment_tipper", "guild_id", "tipper_id", "id"),
        Index("ix_payments_payment_creator", "guild_id", "creator_id", "id"),
        Index("ix_payments_payment_state", "state", "guild_id", "id"),
        Index("ix_payments_payment_reference", "provider", "reference"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token: Mapped[str] = mapped_column(String(TOKEN_LENGTH))
    guild_id: Mapped[int] = mapped_column(Snowflake)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    room_id: Mapped[int | None] = mapped_column(RowId)
    club_id: Mapped[int | None] = mapped_column(RowId)
    tipper_id: Mapped[int | None] = mapped_column(Snowflake, comment="nobody once erased")
    creator_id: Mapped[int | None] = mapped_column(Snowflake, comment="nobody once erased")
    key: Mapped[str] = mapped_column(String(60))
    provider: Mapped[str] = mapped_column(String(20))
    is_test: Mapped[bool] = mapped_column(comment="no money moved")
    account_id: Mapped[str] = mapped_column(String(100))
    session_id: Mapped[str | None] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(4_000))
    reference: Mapped[str | None] = mapped_column(String(100))
    currency: Mapped[str] = mapped_column(String(3))
    amount_minor: Mapped[int] = mapped_column(Money)
    paid_minor: Mapped[int | None] = mapped_column(Money, comment="what left the tipper")
    returned_minor: Mapped[int] = mapped_column(Money, comment="what came back by refunds and disputes")
    booked_minor: Mapped[int] = mapped_column(Money, comment="what stands in the ledger as the tip")
    note: Mapped[str | None] = mapped_column(String(200))
    is_anonymous: Mapped[bool]
    locale: Mapped[str] = mapped_column(String(10))
    state: Mapped[State] = mapped_column(String(10))
    trouble: Mapped[str | None] = mapped_column(String(30))
    looks: Mapped[int] = mapped_column(comment="how often it was compared with the provider")
    times: Mapped[int] = mapped_column(comment="how often it was booked")
    paid_id: Mapped[int | None] = mapped_column(RowId, comment="the transfers that stand for it, or last did")
    tip_id: Mapped[int | None] = mapped_column(RowId)
    left_id: Mapped[int | None] = mapped_column(RowId)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    paid_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TransferRow(Table):
    """A transfer of the ledger that a payment brought about."""

    __tablename__ = "payments_transfer"
    __table_args__ = (Index("ix_payments_transfer_ledger", "transfer_id"),)

    payment_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("payments_payment.id"), primary_key=True, autoincrement=False
    )
    transfer_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(String(20))


class FeeRow(Table):
    """What the provider kept of a payment, line by line of its own books; beside the tip, never in it."""

    __tablename__ = "payments_fee"

    payment_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("payments_payment.id"), primary_key=True, autoincrement=False
    )
    line: Mapped[str] = mapped_column(String(60), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3))
    amount_minor: Mapped[int] = mapped_column(Money)
    transfer_id: Mapped[int | None] = mapped_column(RowId)


class EventRow(Table):
    """Something that a provider has told; its key makes that heard once."""

    __tablename__ = "payments_event"
    __table_args__ = (Index("ix_payments_event_heard_at", "heard_at"),)

    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    heard_at: Mapped[datetime]


class DifferenceRow(Table):
    """Where the provider says something else than we do, as the last comparison found it."""

    __tablename__ = "payments_difference"

    payment_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("payments_payment.id"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(20))
    found_at: Mapped[datetime]
