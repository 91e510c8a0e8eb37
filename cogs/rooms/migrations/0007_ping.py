"""Whom a room has asked in already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "rooms_ping",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, autoincrement=False, nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "user_id", name="pk_rooms_ping"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_ping_room_id_rooms_room"),
    )


def downgrade() -> None:
    op.drop_table("rooms_ping")
