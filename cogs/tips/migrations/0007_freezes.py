"""When somebody's tips were stopped, why, and by whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0007"
down_revision = "0006"

NOT_LIFTED = sa.text("lifted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "tips_freeze",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_id", Snowflake),
        sa.Column("frozen_at", UtcDateTime, nullable=False),
        sa.Column("lifted_by_id", Snowflake),
        sa.Column("lifted_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_tips_freeze"),
    )
    op.create_index("ix_tips_freeze_person", "tips_freeze", ["guild_id", "user_id", "id"])
    op.create_index(
        "uq_tips_freeze_open",
        "tips_freeze",
        ["guild_id", "user_id"],
        unique=True,
        sqlite_where=NOT_LIFTED,
        postgresql_where=NOT_LIFTED,
    )


def downgrade() -> None:
    op.drop_table("tips_freeze")
