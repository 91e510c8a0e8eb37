"""Podcast feeds: their secret addresses, and how far people were told that a recording would go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("recording_replay") as replays:
        replays.add_column(
            sa.Column(
                "feed",
                sa.String(10),
                server_default=sa.text("'off'"),
                nullable=False,
                comment="how far its people were told that it would go",
            )
        )
        replays.create_check_constraint(
            op.f("ck_recording_replay_feed"), "feed IN ('off', 'private', 'public')"
        )
    op.create_table(
        "recording_feed",
        sa.Column("club_id", RowId, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("club_id", name="pk_recording_feed"),
        sa.UniqueConstraint("digest", name="uq_recording_feed_digest"),
    )
    op.create_index("ix_recording_feed_guild", "recording_feed", ["guild_id"])
