"""Replays, tracks, who spoke when, what it was about, and what people said to being recorded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_replays()
    op.create_table(
        "recording_track",
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("milliseconds", sa.Integer, nullable=False, comment="how long they spoke"),
        sa.PrimaryKeyConstraint("replay_id", "user_id", name="pk_recording_track"),
        _of_replay("recording_track"),
    )
    op.create_index("ix_recording_track_user", "recording_track", ["user_id", "replay_id"])
    op.create_table(
        "recording_turn",
        sa.Column("id", RowId, nullable=False),
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("from_ms", sa.Integer, nullable=False),
        sa.Column("to_ms", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recording_turn"),
        _of_replay("recording_turn"),
    )
    op.create_index("ix_recording_turn_place", "recording_turn", ["replay_id", "from_ms"])
    op.create_index("ix_recording_turn_user", "recording_turn", ["user_id", "replay_id"])
    op.create_table(
        "recording_topic",
        sa.Column("replay_id", RowId, nullable=False),
        sa.Column("at_ms", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("topic", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("replay_id", "at_ms", name="pk_recording_topic"),
        _of_replay("recording_topic"),
    )
    _create_answers()


def _of_replay(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["replay_id"], ["recording_replay.id"], name=f"fk_{table}_replay_id_recording_replay"
    )


def _create_replays() -> None:
    op.create_table(
        "recording_replay",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("topic", sa.String(120), nullable=False),
        sa.Column("consent", sa.String(10), nullable=False, comment="how people are asked"),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("started_by", Snowflake, nullable=False),
        sa.Column("began_at", UtcDateTime, nullable=False, comment="where the room's clock stands at zero"),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("milliseconds", sa.Integer, comment="how long it is"),
        sa.Column("reason", sa.String(10), comment="why it ended"),
        sa.PrimaryKeyConstraint("id", name="pk_recording_replay"),
        sa.CheckConstraint("status IN ('recording', 'stopped')", name=op.f("ck_recording_replay_status")),
        sa.CheckConstraint(
            "consent IN ('ask', 'opt-out', 'opt-in')", name=op.f("ck_recording_replay_consent")
        ),
        sa.CheckConstraint(
            "reason IN ('host', 'room', 'disk', 'lost')", name=op.f("ck_recording_replay_reason")
        ),
        sa.CheckConstraint(
            "(status = 'stopped') = (ended_at IS NOT NULL)", name=op.f("ck_recording_replay_ended")
        ),
    )
    runs = sa.text("status = 'recording'")
    op.create_index(
        "uq_recording_replay_running",
        "recording_replay",
        ["guild_id"],
        unique=True,
        sqlite_where=runs,
        postgresql_where=runs,
    )
    op.create_index("ix_recording_replay_club", "recording_replay", ["guild_id", "club_id", "began_at"])
    op.create_index("ix_recording_replay_starter", "recording_replay", ["guild_id", "started_by"])


def _create_answers() -> None:
    op.create_table(
        "recording_answer",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("replay_id", RowId, comment="empty: for every recording in the community"),
        sa.Column("allows", sa.Boolean, comment="empty: be asked each time"),
        sa.Column("answered_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recording_answer"),
        _of_replay("recording_answer"),
        sa.CheckConstraint(
            "allows IS NOT NULL OR replay_id IS NULL", name=op.f("ck_recording_answer_asks_again")
        ),
    )
    op.create_index("ix_recording_answer_user", "recording_answer", ["guild_id", "user_id", "id"])
    op.create_index("ix_recording_answer_replay", "recording_answer", ["replay_id"])
