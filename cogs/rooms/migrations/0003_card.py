"""The card of a room, and its co-hosts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("rooms_room", sa.Column("card_message_id", Snowflake, comment="in the chat of its stage"))
    op.create_table(
        "rooms_cohost",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("named_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "user_id", name="pk_rooms_cohost"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_cohost_room_id_rooms_room"),
    )
    op.create_index("ix_rooms_cohost_user", "rooms_cohost", ["user_id", "room_id"])


def downgrade() -> None:
    op.drop_table("rooms_cohost")
    op.drop_column("rooms_room", "card_message_id")
