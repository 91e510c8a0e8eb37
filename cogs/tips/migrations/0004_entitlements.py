"""Which purchases of Discord's were turned into points, and in which community."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "tips_entitlement",
        sa.Column("entitlement_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.PrimaryKeyConstraint("entitlement_id", name="pk_tips_entitlement"),
    )


def downgrade() -> None:
    op.drop_table("tips_entitlement")
