"""Which communities were welcomed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "admin_welcome",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("welcomed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_admin_welcome"),
    )


def downgrade() -> None:
    op.drop_table("admin_welcome")
