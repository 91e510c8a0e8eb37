"""Clubs and who is in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "clubs_club",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("folded_name", sa.String(200), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clubs_club"),
        sa.UniqueConstraint("guild_id", "folded_name", name="uq_clubs_club_name"),
    )
    op.create_table(
        "clubs_membership",
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("joined_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("club_id", "user_id", name="pk_clubs_membership"),
        sa.ForeignKeyConstraint(
            ["club_id"], ["clubs_club.id"], name="fk_clubs_membership_club_id_clubs_club"
        ),
        sa.CheckConstraint(
            "role IN ('owner', 'admin', 'leader', 'member')", name=op.f("ck_clubs_membership_role")
        ),
    )
    op.create_index("ix_clubs_membership_user", "clubs_membership", ["user_id"])
    owner = sa.text("role = 'owner'")
    op.create_index(
        "uq_clubs_membership_owner",
        "clubs_membership",
        ["club_id"],
        unique=True,
        sqlite_where=owner,
        postgresql_where=owner,
    )


def downgrade() -> None:
    op.drop_table("clubs_membership")
    op.drop_table("clubs_club")
