"""Green rooms, and links on the cards of rooms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "rooms_green_room",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.PrimaryKeyConstraint("room_id", name="pk_rooms_green_room"),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms_room.id"], name="fk_rooms_green_room_room_id_rooms_room"
        ),
    )
    op.create_table(
        "rooms_link",
        sa.Column("id", RowId, nullable=False),
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("url", sa.String(512), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rooms_link"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_link_room_id_rooms_room"),
        sa.UniqueConstraint("room_id", "label", name="uq_rooms_link_label"),
    )


def downgrade() -> None:
    op.drop_table("rooms_link")
    op.drop_table("rooms_green_room")
