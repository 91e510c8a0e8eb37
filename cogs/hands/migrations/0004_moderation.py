"""Who is kept out, and what hosts did about people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0004"
down_revision = "0003"

LONGEST_REASON = 300


def upgrade() -> None:
    op.create_table(
        "hands_exclusion",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=True, comment="empty: every room of the club"),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("by_id", Snowflake, nullable=True),
        sa.Column("reason", sa.String(LONGEST_REASON), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime, nullable=True),
        sa.Column("lifted_at", UtcDateTime, nullable=True),
        sa.Column("lifted_by_id", Snowflake, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hands_exclusion"),
    )
    op.create_index("ix_hands_exclusion_person", "hands_exclusion", ["club_id", "user_id"])
    op.create_table(
        "hands_act",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("actor_id", Snowflake, nullable=True),
        sa.Column("subject_id", Snowflake, nullable=False),
        sa.Column("reason", sa.String(LONGEST_REASON), nullable=False),
        sa.Column("done_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hands_act"),
    )
    op.create_index("ix_hands_act_club", "hands_act", ["club_id", "id"])


def downgrade() -> None:
    op.drop_table("hands_act")
    op.drop_table("hands_exclusion")
