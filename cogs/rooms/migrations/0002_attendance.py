"""Who was in a room and for how long."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "rooms_room", sa.Column("watched_at", UtcDateTime, comment="until then it is known who was there")
    )
    op.create_index("ix_rooms_room_host", "rooms_room", ["guild_id", "host_id"])
    op.create_table(
        "rooms_attendance",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("came_at", UtcDateTime, nullable=False),
        sa.Column("left_at", UtcDateTime),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("there_since", UtcDateTime),
        sa.Column("speaking_seconds", sa.Integer, nullable=False),
        sa.Column("speaks_since", UtcDateTime),
        sa.PrimaryKeyConstraint("room_id", "user_id", name="pk_rooms_attendance"),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms_room.id"], name="fk_rooms_attendance_room_id_rooms_room"
        ),
        sa.CheckConstraint(
            "(left_at IS NULL) = (there_since IS NOT NULL)", name=op.f("ck_rooms_attendance_there_or_gone")
        ),
        sa.CheckConstraint(
            "speaks_since IS NULL OR there_since IS NOT NULL", name=op.f("ck_rooms_attendance_speaks_there")
        ),
        sa.CheckConstraint(
            "seconds >= 0 AND speaking_seconds >= 0", name=op.f("ck_rooms_attendance_seconds")
        ),
        sa.CheckConstraint(
            "left_at IS NULL OR speaking_seconds <= seconds", name=op.f("ck_rooms_attendance_spoke_there")
        ),
    )
    op.create_index("ix_rooms_attendance_user", "rooms_attendance", ["user_id", "room_id"])


def downgrade() -> None:
    op.drop_table("rooms_attendance")
    op.drop_index("ix_rooms_room_host", "rooms_room")
    op.drop_column("rooms_room", "watched_at")
