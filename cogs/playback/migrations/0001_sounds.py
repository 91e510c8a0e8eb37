"""The sounds of a community."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "playback_sound",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("key", sa.String(200), nullable=False, comment="the name, however it is typed"),
        sa.Column("length_ms", sa.Integer, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("added_by_id", Snowflake, nullable=False, comment="0 once they are forgotten"),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_playback_sound"),
        sa.UniqueConstraint("guild_id", "key", name="uq_playback_sound_name"),
        sa.CheckConstraint("length_ms > 0 AND size_bytes > 0", name=op.f("ck_playback_sound_sizes")),
    )
    op.create_table(
        "playback_content",
        sa.Column("sound_id", RowId, nullable=False, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["sound_id"], ["playback_sound.id"], name="fk_playback_content_sound_id_playback_sound"
        ),
        sa.PrimaryKeyConstraint("sound_id", name="pk_playback_content"),
    )


def downgrade() -> None:
    op.drop_table("playback_content")
    op.drop_table("playback_sound")
