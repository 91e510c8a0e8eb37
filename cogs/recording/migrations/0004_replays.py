"""Where replays were posted, and secret addresses of their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "recording_post",
        sa.Column("message_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("replay_id", RowId, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_recording_post"),
        _of_replay("recording_post"),
    )
    op.create_index("ix_recording_post_replay", "recording_post", ["replay_id"])
    op.create_table(
        "recording_link",
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_recording_link"),
        sa.CheckConstraint("form IN ('opus', 'mp3', 'wav', 'tracks')", name=op.f("ck_recording_link_form")),
        _of_replay("recording_link"),
    )
    op.create_index("ix_recording_link_replay", "recording_link", ["replay_id"])


def _of_replay(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["replay_id"], ["recording_replay.id"], name=f"fk_{table}_replay_id_recording_replay"
    )
