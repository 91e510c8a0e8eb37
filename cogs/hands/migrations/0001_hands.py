"""The hand queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "hands_hand",
        sa.Column("id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("natively", sa.Boolean, nullable=False),
        sa.Column("raised_at", UtcDateTime, nullable=False),
        sa.Column("invited_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hands_hand"),
        sa.UniqueConstraint("room_id", "user_id", name="uq_hands_hand_person"),
        sa.CheckConstraint("state IN ('raised', 'invited')", name=op.f("ck_hands_hand_state")),
    )
    op.create_index("ix_hands_hand_queue", "hands_hand", ["room_id", "state", "id"])


def downgrade() -> None:
    op.drop_table("hands_hand")
