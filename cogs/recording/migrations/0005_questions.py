"""What was asked in writing, and from when on it was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "recording_question",
        sa.Column("id", RowId, nullable=False),
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recording_question"),
        sa.ForeignKeyConstraint(
            ["replay_id"], ["recording_replay.id"], name="fk_recording_question_replay_id_recording_replay"
        ),
    )
    op.create_index("ix_recording_question_place", "recording_question", ["replay_id", "at_ms"])
    op.create_index("ix_recording_question_user", "recording_question", ["user_id", "replay_id"])
