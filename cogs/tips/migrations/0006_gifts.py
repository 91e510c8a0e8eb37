"""Jars of rooms that are over, goals of creators, and thanks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _jars()
    op.create_table(
        "tips_goal",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("creator_id", Snowflake, nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("currency", sa.String(10), nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.Column("base_minor", Money, nullable=False, comment="what they had got in tips before"),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("message_id", Snowflake),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("reached_at", UtcDateTime),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("is_cancelled", sa.Boolean, nullable=False),
        sa.Column("got_minor", Money, comment="towards it, once it has ended"),
        sa.PrimaryKeyConstraint("id", name="pk_tips_goal"),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_tips_goal_amount_positive")),
        sa.CheckConstraint(
            "got_minor IS NULL OR ended_at IS NOT NULL", name=op.f("ck_tips_goal_counted_at_the_end")
        ),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_tips_goal_open",
        "tips_goal",
        ["guild_id", "creator_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "tips_thanks",
        sa.Column("transfer_id", RowId, nullable=False, autoincrement=False),
        sa.Column("account_id", RowId, nullable=False, autoincrement=False, comment="the creator's"),
        sa.Column("thanked_at", UtcDateTime, nullable=False),
        sa.Column("text", sa.String(200)),
        sa.PrimaryKeyConstraint("transfer_id", "account_id", name="pk_tips_thanks"),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["tips_transfer.id"], name="fk_tips_thanks_transfer_id_tips_transfer"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["tips_account.id"], name="fk_tips_thanks_account_id_tips_account"
        ),
    )


def _jars() -> None:
    op.create_table(
        "tips_jar",
        sa.Column("room_id", RowId, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId),
        sa.Column("channel_id", Snowflake, comment="in whose chat it is told"),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("rule", sa.String(10)),
        sa.Column("message_id", Snowflake),
        sa.PrimaryKeyConstraint("room_id", name="pk_tips_jar"),
        sa.CheckConstraint(
            "state IN ('closed', 'planned', 'shared', 'returned', 'empty')", name=op.f("ck_tips_jar_state")
        ),
    )
    op.create_index("ix_tips_jar_guild_id", "tips_jar", ["guild_id"])
    op.create_table(
        "tips_jar_share",
        sa.Column("room_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column(
            "weight", sa.Integer, nullable=False, comment="seconds on the floor; 1 where all get the same"
        ),
        sa.PrimaryKeyConstraint("room_id", "user_id", name="pk_tips_jar_share"),
        sa.ForeignKeyConstraint(["room_id"], ["tips_jar.room_id"], name="fk_tips_jar_share_room_id_tips_jar"),
        sa.CheckConstraint("weight > 0", name=op.f("ck_tips_jar_share_weight_positive")),
    )


def downgrade() -> None:
    for table in ("tips_thanks", "tips_goal", "tips_jar_share", "tips_jar"):
        op.drop_table(table)
