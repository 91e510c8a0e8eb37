"""What a community's sounds are for, and where its messages stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "playback_use",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("sound_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["sound_id"], ["playback_sound.id"], name="fk_playback_use_sound_id_playback_sound"
        ),
        sa.PrimaryKeyConstraint("guild_id", "purpose", name="pk_playback_use"),
    )
    op.create_table(
        "playback_message",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("message_id", Snowflake, nullable=False),
        sa.Column("room_id", RowId, nullable=True, comment="what plays there is shown"),
        sa.PrimaryKeyConstraint("guild_id", "kind", name="pk_playback_message"),
    )


def downgrade() -> None:
    op.drop_table("playback_message")
    op.drop_table("playback_use")
