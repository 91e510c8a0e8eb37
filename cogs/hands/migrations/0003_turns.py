"""How long speakers of a room have had the floor, and until when they have it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0003"
down_revision = "0002"

IS_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "hands_turn",
        sa.Column("id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column(
            "exempt",
            sa.Boolean,
            nullable=False,
            comment="a host: no place is theirs, and no time is measured",
        ),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=True, comment="when their time is up, if it ends"),
        sa.Column("ended_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hands_turn"),
    )
    op.create_index(
        "uq_hands_turn_open",
        "hands_turn",
        ["room_id", "user_id"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def downgrade() -> None:
    op.drop_table("hands_turn")
