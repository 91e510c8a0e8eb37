"""Which worker is lent to which stage."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "bot_voice_lease",
        sa.Column("worker_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("lease_owner", sa.String(32), nullable=False, comment="the process that it speaks for"),
        sa.Column(
            "lease_until",
            UtcDateTime,
            nullable=False,
            comment="real time, whatever the clock was moved to",
        ),
        sa.PrimaryKeyConstraint("worker_id", "guild_id", name="pk_bot_voice_lease"),
        sa.UniqueConstraint("channel_id", name="uq_bot_voice_lease_channel_id"),
    )


def downgrade() -> None:
    op.drop_table("bot_voice_lease")
