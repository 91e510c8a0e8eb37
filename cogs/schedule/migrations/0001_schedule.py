"""Evenings, their co-hosts, how people are reminded, and where calendars are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_evenings()
    op.create_table(
        "schedule_preference",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("reminded_by", sa.String(10), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False, comment="the language of their direct messages"),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name="pk_schedule_preference"),
        sa.CheckConstraint(
            "reminded_by IN ('channel', 'dm', 'nothing')", name=op.f("ck_schedule_preference_reminded_by")
        ),
    )
    op.create_table(
        "schedule_calendar",
        sa.Column("club_id", RowId, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("club_id", name="pk_schedule_calendar"),
        sa.UniqueConstraint("token", name="uq_schedule_calendar_token"),
    )
    op.create_index("ix_schedule_calendar_guild", "schedule_calendar", ["guild_id"])


def _create_evenings() -> None:
    op.create_table(
        "schedule_evening",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("event_id", Snowflake),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("host_id", Snowflake, nullable=False),
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("description", sa.String(1000), nullable=False),
        sa.Column("starts_at", UtcDateTime, nullable=False),
        sa.Column("ends_at", UtcDateTime),
        sa.Column("rule", sa.Text, comment="how it comes again: Discord's JSON"),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column(
            "reminded_of", UtcDateTime, comment="the beginning of which those interested were reminded"
        ),
        sa.Column(
            "missed",
            UtcDateTime,
            comment="the beginning that nobody came to open, once those interested were told",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schedule_evening"),
        sa.UniqueConstraint("event_id", name="uq_schedule_evening_event_id"),
        sa.CheckConstraint(
            "status IN ('draft', 'planned', 'live', 'over', 'cancelled')",
            name=op.f("ck_schedule_evening_status"),
        ),
        sa.CheckConstraint(
            "status = 'draft' OR event_id IS NOT NULL", name=op.f("ck_schedule_evening_has_event")
        ),
    )
    op.create_index("ix_schedule_evening_guild", "schedule_evening", ["guild_id", "status", "starts_at"])
    op.create_index("ix_schedule_evening_club", "schedule_evening", ["club_id", "starts_at"])
    op.create_index("ix_schedule_evening_host", "schedule_evening", ["guild_id", "host_id"])
    op.create_table(
        "schedule_cohost",
        sa.Column("evening_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("named_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("evening_id", "user_id", name="pk_schedule_cohost"),
        sa.ForeignKeyConstraint(
            ["evening_id"],
            ["schedule_evening.id"],
            name="fk_schedule_cohost_evening_id_schedule_evening",
        ),
    )
    op.create_index("ix_schedule_cohost_user", "schedule_cohost", ["user_id", "evening_id"])
