"""Where the bot is, and what is switched off there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "bot_community",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("joined_at", UtcDateTime, nullable=False),
        sa.Column("left_at", UtcDateTime),
        sa.PrimaryKeyConstraint("guild_id", name="pk_bot_community"),
    )
    op.create_table(
        "bot_switch",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("cog", sa.String(31), nullable=False),
        sa.Column("off_by", Snowflake, nullable=False),
        sa.Column("off_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "cog", name="pk_bot_switch"),
    )


def downgrade() -> None:
    op.drop_table("bot_switch")
    op.drop_table("bot_community")
