"""Who was forgotten, as a fingerprint."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "tips_forgotten",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "fingerprint", name="pk_tips_forgotten"),
    )


def downgrade() -> None:
    op.drop_table("tips_forgotten")
