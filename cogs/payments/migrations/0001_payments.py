"""Who takes money, what was paid, and how that stands in the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    _creators()
    _payments()
    _transfers()
    _fees()
    _events()
    _differences()


def _creators() -> None:
    op.create_table(
        "payments_creator",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("provider", sa.String(20), nullable=False, autoincrement=False),
        sa.Column("account_id", sa.String(100), nullable=False),
        sa.Column(
            "wants_money", sa.Boolean, nullable=False, comment="they connected, and did not take it back"
        ),
        sa.Column("takes_money", sa.Boolean, nullable=False, comment="the provider lets them"),
        sa.Column("looked_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", "provider", name="pk_payments_creator"),
    )
    op.create_index("ix_payments_creator_account", "payments_creator", ["provider", "account_id"])


def _payments() -> None:
    op.create_table("payments_payment", *_whose(), *_what(), *_rules())
    op.create_index("ix_payments_payment_tipper", "payments_payment", ["guild_id", "tipper_id", "id"])
    op.create_index("ix_payments_payment_creator", "payments_payment", ["guild_id", "creator_id", "id"])
    op.create_index("ix_payments_payment_state", "payments_payment", ["state", "guild_id", "id"])
    op.create_index("ix_payments_payment_reference", "payments_payment", ["provider", "reference"])


def _whose() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", RowId, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("room_id", RowId, nullable=True),
        sa.Column("club_id", RowId, nullable=True),
        sa.Column("tipper_id", Snowflake, nullable=True, comment="nobody once erased"),
        sa.Column("creator_id", Snowflake, nullable=True, comment="nobody once erased"),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("is_test", sa.Boolean, nullable=False, comment="no money moved"),
        sa.Column("account_id", sa.String(100), nullable=False),
        sa.Column("session_id", sa.String(200), nullable=True),
        sa.Column("url", sa.String(4_000), nullable=True),
        sa.Column("reference", sa.String(100), nullable=True),
    )


def _what() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.Column("paid_minor", Money, nullable=True, comment="what left the tipper"),
        sa.Column("returned_minor", Money, nullable=False, comment="what came back by refunds and disputes"),
        sa.Column("booked_minor", Money, nullable=False, comment="what stands in the ledger as the tip"),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("is_anonymous", sa.Boolean, nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("trouble", sa.String(30), nullable=True),
        sa.Column("looks", sa.Integer, nullable=False, comment="how often it was compared with the provider"),
        sa.Column("times", sa.Integer, nullable=False, comment="how often it was booked"),
        sa.Column("paid_id", RowId, nullable=True, comment="the transfers that stand for it, or last did"),
        sa.Column("tip_id", RowId, nullable=True),
        sa.Column("left_id", RowId, nullable=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("paid_at", UtcDateTime, nullable=True),
    )


def _rules() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name="pk_payments_payment"),
        sa.UniqueConstraint("guild_id", "key", name="uq_payments_payment_key"),
        sa.UniqueConstraint("provider", "session_id", name="uq_payments_payment_session"),
        sa.UniqueConstraint("token", name="uq_payments_payment_token"),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payments_payment_amount_positive")),
        sa.CheckConstraint(
            "state IN ('open', 'paid', 'ended', 'failed', 'trouble')", name=op.f("ck_payments_payment_state")
        ),
        sa.CheckConstraint(
            "paid_minor IS NULL OR paid_minor = amount_minor",
            name=op.f("ck_payments_payment_paid_is_the_tip"),
        ),
        sa.CheckConstraint(
            "booked_minor + returned_minor = coalesce(paid_minor, 0)",
            name=op.f("ck_payments_payment_no_commission"),
        ),
        sa.CheckConstraint(
            "booked_minor >= 0 AND returned_minor >= 0", name=op.f("ck_payments_payment_never_negative")
        ),
        sa.CheckConstraint(
            "(state = 'paid') = (paid_minor IS NOT NULL)", name=op.f("ck_payments_payment_paid_is_booked")
        ),
        sa.CheckConstraint(
            "(paid_minor IS NULL) = (tip_id IS NULL)", name=op.f("ck_payments_payment_booked_in_the_ledger")
        ),
        sa.CheckConstraint(
            "(state = 'trouble') <= (trouble IS NOT NULL)", name=op.f("ck_payments_payment_trouble_says_why")
        ),
    )


def _transfers() -> None:
    op.create_table(
        "payments_transfer",
        sa.Column("payment_id", RowId, nullable=False, autoincrement=False),
        sa.Column("transfer_id", RowId, nullable=False, autoincrement=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("payment_id", "transfer_id", name="pk_payments_transfer"),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments_payment.id"], name="fk_payments_transfer_payment_id_payments_payment"
        ),
    )
    op.create_index("ix_payments_transfer_ledger", "payments_transfer", ["transfer_id"])


def _fees() -> None:
    op.create_table(
        "payments_fee",
        sa.Column("payment_id", RowId, nullable=False, autoincrement=False),
        sa.Column("line", sa.String(60), nullable=False, autoincrement=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.Column("transfer_id", RowId, nullable=True),
        sa.PrimaryKeyConstraint("payment_id", "line", name="pk_payments_fee"),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments_payment.id"], name="fk_payments_fee_payment_id_payments_payment"
        ),
    )


def _events() -> None:
    op.create_table(
        "payments_event",
        sa.Column("provider", sa.String(20), nullable=False, autoincrement=False),
        sa.Column("event_id", sa.String(100), nullable=False, autoincrement=False),
        sa.Column("heard_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("provider", "event_id", name="pk_payments_event"),
    )
    op.create_index("ix_payments_event_heard_at", "payments_event", ["heard_at"])


def _differences() -> None:
    op.create_table(
        "payments_difference",
        sa.Column("payment_id", RowId, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("found_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("payment_id", name="pk_payments_difference"),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments_payment.id"], name="fk_payments_difference_payment_id_payments_payment"
        ),
    )


def downgrade() -> None:
    op.drop_table("payments_difference")
    op.drop_table("payments_event")
    op.drop_table("payments_fee")
    op.drop_table("payments_transfer")
    op.drop_table("payments_payment")
    op.drop_table("payments_creator")
