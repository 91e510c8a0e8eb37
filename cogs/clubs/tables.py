"""Tables of clubs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

IS_OWNER = text("role = 'owner'")


class ClubRow(Table):
    """One club; `folded_name` is the name as it is compared."""

    __tablename__ = "clubs_club"
    __table_args__ = (UniqueConstraint("guild_id", "folded_name", name="uq_clubs_club_name"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    name: Mapped[str] = mapped_column(String(50))
    folded_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MembershipRow(Table):
    """One person's place in one club."""

    __tablename__ = "clubs_membership"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'leader', 'member')", name="role"),
        Index(
            "uq_clubs_membership_owner",
            "club_id",
            unique=True,
            sqlite_where=IS_OWNER,
            postgresql_where=IS_OWNER,
        ),
        Index("ix_clubs_membership_user", "user_id"),
    )

    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    role: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
