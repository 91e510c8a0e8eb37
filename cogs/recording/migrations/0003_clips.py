"""Whose voices are in clips that were posted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "recording_clip_voice",
        sa.Column("message_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "user_id", name="pk_recording_clip_voice"),
    )
    op.create_index("ix_recording_clip_voice_user", "recording_clip_voice", ["guild_id", "user_id"])
    op.create_index("ix_recording_clip_voice_replay", "recording_clip_voice", ["replay_id", "user_id"])
