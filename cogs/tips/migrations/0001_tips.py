"""The ledger. Transfers and entries are append only, and the database holds to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None

APPEND_ONLY = ("tips_transfer", "tips_entry")


def upgrade() -> None:
    _accounts()
    _transfers()
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "sqlite":
            _forbid_on_sqlite(table)
        else:
            _forbid_on_postgresql(table)


def _accounts() -> None:
    op.create_table(
        "tips_account",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("currency", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("user_id", Snowflake),
        sa.Column("balance_minor", Money, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tips_account"),
        sa.CheckConstraint("kind IN ('person', 'treasury')", name=op.f("ck_tips_account_kind")),
        sa.CheckConstraint(
            "kind = 'treasury' OR balance_minor >= 0", name=op.f("ck_tips_account_never_negative")
        ),
    )
    person, treasury = sa.text("user_id IS NOT NULL"), sa.text("kind = 'treasury'")
    op.create_index(
        "uq_tips_account_person",
        "tips_account",
        ["guild_id", "currency", "user_id"],
        unique=True,
        sqlite_where=person,
        postgresql_where=person,
    )
    op.create_index(
        "uq_tips_account_treasury",
        "tips_account",
        ["guild_id", "currency"],
        unique=True,
        sqlite_where=treasury,
        postgresql_where=treasury,
    )


def _transfers() -> None:
    op.create_table(
        "tips_transfer",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("sequence", RowId, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(10), nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("note_digest", sa.String(64)),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tips_transfer"),
        sa.UniqueConstraint("guild_id", "key", name="uq_tips_transfer_key"),
        sa.UniqueConstraint("guild_id", "sequence", name="uq_tips_transfer_sequence"),
        sa.CheckConstraint("kind IN ('tip', 'issue')", name=op.f("ck_tips_transfer_kind")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_tips_transfer_amount_positive")),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_tips_transfer_sequence_positive")),
    )
    op.create_table(
        "tips_entry",
        sa.Column("transfer_id", RowId, nullable=False),
        sa.Column("account_id", RowId, nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.PrimaryKeyConstraint("transfer_id", "account_id", name="pk_tips_entry"),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["tips_transfer.id"], name="fk_tips_entry_transfer_id_tips_transfer"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["tips_account.id"], name="fk_tips_entry_account_id_tips_account"
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_tips_entry_amount_not_zero")),
    )
    op.create_index("ix_tips_entry_account", "tips_entry", ["account_id", "transfer_id"])
    op.create_table(
        "tips_chain",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("sequence", RowId, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_tips_chain"),
    )
    op.create_table(
        "tips_note",
        sa.Column("transfer_id", RowId, nullable=False, autoincrement=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("transfer_id", name="pk_tips_note"),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["tips_transfer.id"], name="fk_tips_note_transfer_id_tips_transfer"
        ),
    )


def _forbid_on_sqlite(table: str) -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
        )


def _forbid_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} is append only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )


def downgrade() -> None:
    for table in ("tips_note", "tips_chain", "tips_entry", "tips_transfer", "tips_account"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_append_only()")
