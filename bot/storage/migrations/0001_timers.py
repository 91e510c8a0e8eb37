"""Timers as rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "bot_timer",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False, comment="when it was asked for"),
        sa.Column(
            "fire_at",
            UtcDateTime,
            nullable=False,
            comment="when it is tried next: due_at, later after a failure",
        ),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failed_at", UtcDateTime, comment="set once it is given up"),
        sa.Column("last_error", sa.String(500)),
        sa.Column("lease_owner", sa.String(32), comment="the process that is handing it over"),
        sa.Column("lease_until", UtcDateTime, comment="real time, whatever the clock was moved to"),
        sa.PrimaryKeyConstraint("id", name="pk_bot_timer"),
        sa.UniqueConstraint("kind", "key", name="uq_bot_timer_kind_key"),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_bot_timer_attempts_not_negative")),
        sa.CheckConstraint(
            "(lease_owner IS NULL) = (lease_until IS NULL)", name=op.f("ck_bot_timer_lease_is_whole")
        ),
    )
    waiting = sa.text("failed_at IS NULL")
    op.create_index(
        "ix_bot_timer_waiting",
        "bot_timer",
        ["fire_at", "id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    op.drop_table("bot_timer")
