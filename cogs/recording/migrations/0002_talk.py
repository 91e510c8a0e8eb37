"""How long people talked, of the time in which they were recorded; and replays by their room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "recording_talk",
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("talked_ms", sa.Integer, nullable=False),
        sa.Column("heard_ms", sa.Integer, nullable=False, comment="on the stage, while they were recorded"),
        sa.PrimaryKeyConstraint("replay_id", "user_id", name="pk_recording_talk"),
        sa.ForeignKeyConstraint(
            ["replay_id"], ["recording_replay.id"], name="fk_recording_talk_replay_id_recording_replay"
        ),
    )
    op.create_index("ix_recording_talk_user", "recording_talk", ["user_id", "replay_id"])
    op.create_index("ix_recording_replay_room", "recording_replay", ["room_id"])
