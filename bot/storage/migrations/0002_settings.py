"""What communities have set, and who set what when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "bot_setting",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("cog", sa.String(31), nullable=False),
        sa.Column("club_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("value", sa.Text, nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("guild_id", "cog", "club_id", "name", name="pk_bot_setting"),
    )
    op.create_table(
        "bot_setting_change",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("cog", sa.String(31), nullable=False),
        sa.Column("club_id", Snowflake, nullable=False),
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("old", sa.Text, comment="JSON"),
        sa.Column("new", sa.Text, comment="JSON"),
        sa.Column("changed_by", Snowflake, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("undoes_id", RowId),
        sa.PrimaryKeyConstraint("id", name="pk_bot_setting_change"),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["bot_setting_change.id"],
            name="fk_bot_setting_change_undoes_id_bot_setting_change",
        ),
    )
    op.create_index("ix_bot_setting_change_page", "bot_setting_change", ["guild_id", "cog", "club_id", "id"])


def downgrade() -> None:
    op.drop_table("bot_setting_change")
    op.drop_table("bot_setting")
