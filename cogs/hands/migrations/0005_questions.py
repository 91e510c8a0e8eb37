"""Which question of a room is being answered, and where that is shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake

revision = "0005"
down_revision = "0004"

LONGEST_QUESTION = 300


def upgrade() -> None:
    with op.batch_alter_table("hands_room") as rooms:
        rooms.add_column(sa.Column("asked_by_id", Snowflake, nullable=True))
        rooms.add_column(sa.Column("question", sa.String(LONGEST_QUESTION), nullable=True))
        rooms.add_column(sa.Column("questions_channel_id", Snowflake, nullable=True))
        rooms.add_column(sa.Column("questions_message_id", Snowflake, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hands_room") as rooms:
        for name in ("asked_by_id", "question", "questions_channel_id", "questions_message_id"):
            rooms.drop_column(name)
