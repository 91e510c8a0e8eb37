"""Who takes tips, and who does not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "tips_receiving",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name="pk_tips_receiving"),
    )


def downgrade() -> None:
    op.drop_table("tips_receiving")
