"""Rooms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "rooms_room",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("topic", sa.String(120), nullable=False),
        sa.Column("host_id", Snowflake, nullable=False),
        sa.Column("instance_id", Snowflake),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("opened_at", UtcDateTime),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("close_reason", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_rooms_room"),
        sa.CheckConstraint(
            "status IN ('scheduled', 'live', 'ended', 'cancelled')", name=op.f("ck_rooms_room_status")
        ),
    )
    op.create_index("ix_rooms_room_status", "rooms_room", ["status"])
    live = sa.text("status = 'live'")
    op.create_index(
        "uq_rooms_room_live_channel",
        "rooms_room",
        ["channel_id"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


def downgrade() -> None:
    op.drop_table("rooms_room")
