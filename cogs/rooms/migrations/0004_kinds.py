"""Kinds of rooms, stages that are made for one, and where the bot's voice is wanted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("rooms_room") as table:
        table.add_column(sa.Column("kind", sa.String(10), nullable=False, server_default="open"))
        table.add_column(
            sa.Column("voice_at", UtcDateTime, comment="when somebody wanted the bot's voice here")
        )
        table.create_check_constraint(op.f("ck_rooms_room_kind"), "kind IN ('open', 'social', 'closed')")
    op.create_table(
        "rooms_overwrite",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("target_id", Snowflake, nullable=False),
        sa.Column("is_person", sa.Boolean, nullable=False),
        sa.Column("was_there", sa.Boolean, nullable=False),
        sa.Column("allowed", sa.BigInteger, nullable=False),
        sa.Column("denied", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "target_id", name="pk_rooms_overwrite"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms_room.id"], name="fk_rooms_overwrite_room_id_rooms_room"),
    )
    op.create_table(
        "rooms_made_stage",
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_rooms_made_stage"),
    )


def downgrade() -> None:
    op.drop_table("rooms_made_stage")
    op.drop_table("rooms_overwrite")
    with op.batch_alter_table("rooms_room") as table:
        table.drop_constraint(op.f("ck_rooms_room_kind"), type_="check")
        table.drop_column("voice_at")
        table.drop_column("kind")
