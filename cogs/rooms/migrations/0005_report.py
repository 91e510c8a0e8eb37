"""What the report of a room is made of: turns on the floor, minutes, applause."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "rooms_turn",
        sa.Column("id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_rooms_turn"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_turn_room_id_rooms_room"),
    )
    now = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_rooms_turn_open",
        "rooms_turn",
        ["room_id", "user_id"],
        unique=True,
        sqlite_where=now,
        postgresql_where=now,
    )
    op.create_index("ix_rooms_turn_user", "rooms_turn", ["user_id", "room_id"])
    op.create_table(
        "rooms_minute",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer, nullable=False, comment="people at a time, at most"),
        sa.Column("last", sa.Integer, nullable=False, comment="people at its end"),
        sa.Column("hands", sa.Integer, nullable=False, comment="hands that were raised"),
        sa.PrimaryKeyConstraint("room_id", "minute", name="pk_rooms_minute"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_minute_room_id_rooms_room"),
    )
    op.create_table(
        "rooms_applause",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("speaker_id", Snowflake, nullable=False),
        sa.Column("claps", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "minute", "speaker_id", name="pk_rooms_applause"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_applause_room_id_rooms_room"),
    )
    op.create_index("ix_rooms_applause_speaker", "rooms_applause", ["speaker_id", "room_id"])


def downgrade() -> None:
    op.drop_table("rooms_applause")
    op.drop_table("rooms_minute")
    op.drop_table("rooms_turn")
