"""Tables of clubs.

A membership is history: leaving closes its row, and who comes back has a new one. So the rows that
say who invited whom always point back in time, and make a tree.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

IS_ACTIVE = text("left_at IS NULL")
IS_ACTIVE_OWNER = text("role = 'owner' AND left_at IS NULL")
IS_WAITING = text("decided_at IS NULL")


class ClubRow(Table):
    """One club; how many are in it is kept here, since every list shows it."""

    __tablename__ = "clubs_club"
    __table_args__ = (
        CheckConstraint("way_in IN ('open', 'approval', 'invitation', 'closed')", name="way_in"),
        CheckConstraint("member_count BETWEEN 0 AND last_number", name="member_count"),
        Index("ix_clubs_club_guild", "guild_id"),
        Index("uq_clubs_club_role", "role_id", unique=True),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    name: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    description: Mapped[str] = mapped_column(String(1000), default="")
    rules: Mapped[str] = mapped_column(String(2000), default="")
    links: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    way_in: Mapped[str] = mapped_column(String(10), default="open")
    question: Mapped[str] = mapped_column(String(200), default="", comment="asked of who wants to come in")
    answer_required: Mapped[bool] = mapped_column(default=False)
    member_count: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0, comment="the member number given last")
    text_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    stage_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    role_id: Mapped[int | None] = mapped_column(Snowflake)
    picture_digest: Mapped[str | None] = mapped_column(String(16), comment="tells one picture from the next")


class PictureRow(Table):
    """The picture of a club, as it is shown."""

    __tablename__ = "clubs_picture"

    club_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("clubs_club.id"), primary_key=True, autoincrement=False
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)


class NameRow(Table):
    """One key of a club's name; no two clubs of a community share one, see `cogs.clubs.names`."""

    __tablename__ = "clubs_name"
    __table_args__ = (Index("ix_clubs_name_club", "club_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"))


class MembershipRow(Table):
    """One person's time in one club; without a person once they are forgotten."""

    __tablename__ = "clubs_membership"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'leader', 'member')", name="role"),
        CheckConstraint("came_by IN ('founding', 'open', 'approval', 'invitation', 'role')", name="came_by"),
        # Whoever invited was there before: no chain of them comes back to where it began.
        CheckConstraint("invited_by_id < id", name="invited_by_earlier"),
        CheckConstraint("user_id IS NOT NULL OR left_at IS NOT NULL", name="forgotten_have_left"),
        UniqueConstraint("club_id", "number"),
        UniqueConstraint("club_id", "id"),  # what the next one points to
        ForeignKeyConstraint(
            ["club_id", "invited_by_id"], ["clubs_membership.club_id", "clubs_membership.id"]
        ),
        Index(
            "uq_clubs_membership_active",
            "club_id",
            "user_id",
            unique=True,
            sqlite_where=IS_ACTIVE,
            postgresql_where=IS_ACTIVE,
        ),
        Index(
            "uq_clubs_membership_owner",
            "club_id",
            unique=True,
            sqlite_where=IS_ACTIVE_OWNER,
            postgresql_where=IS_ACTIVE_OWNER,
        ),
        # The pages of a club's members, and who is next in line.
        Index(
            "ix_clubs_membership_role",
            "club_id",
            "role",
            "number",
            sqlite_where=IS_ACTIVE,
            postgresql_where=IS_ACTIVE,
        ),
        Index(
            "ix_clubs_membership_number",
            "club_id",
            "number",
            sqlite_where=IS_ACTIVE,
            postgresql_where=IS_ACTIVE,
        ),
        Index("ix_clubs_membership_user", "user_id", "club_id"),
        Index("ix_clubs_membership_invited_by", "club_id", "invited_by_id", "id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"))
    user_id: Mapped[int | None] = mapped_column(Snowflake)
    role: Mapped[str] = mapped_column(String(10))
    number: Mapped[int] = mapped_column(comment="counted from one in each club, never given twice")
    came_by: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invited_by_id: Mapped[int | None] = mapped_column(RowId)


class BanRow(Table):
    """Somebody who may not come into a club."""

    __tablename__ = "clubs_ban"

    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    banned_by: Mapped[int | None] = mapped_column(Snowflake)
    banned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")


class RoleStateRow(Table):
    """Who had the club's role in Discord when it was last looked at; without a row nobody is known to."""

    __tablename__ = "clubs_role_state"

    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)


class ApplicationRow(Table):
    """Somebody who wants to come into a club, and what was decided."""

    __tablename__ = "clubs_application"
    __table_args__ = (
        CheckConstraint("outcome IN ('accepted', 'declined', 'withdrawn')", name="outcome"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided_is_whole"),
        Index(
            "uq_clubs_application_waiting",
            "club_id",
            "user_id",
            unique=True,
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index(
            "ix_clubs_application_queue",
            "club_id",
            "id",
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index("ix_clubs_application_user", "user_id", "club_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"))
    user_id: Mapped[int] = mapped_column(Snowflake)
    answer: Mapped[str] = mapped_column(String(1000), default="")
    tell: Mapped[bool] = mapped_column(comment="whether they want to be told by direct message")
    locale: Mapped[str] = mapped_column(String(10), comment="the language to tell them in")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(Snowflake)
    outcome: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")


class FollowerRow(Table):
    """Somebody who wants to be told of a club's rooms."""

    __tablename__ = "clubs_follower"
    __table_args__ = (
        CheckConstraint("told_by IN ('channel', 'dm')", name="told_by"),
        Index("ix_clubs_follower_user", "user_id", "club_id"),
    )

    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    told_by: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(10), comment="the language to tell them in")
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class DeedRow(Table):
    """Something that somebody did in a club by their role there, to be answered for."""

    __tablename__ = "clubs_deed"
    __table_args__ = (Index("ix_clubs_deed_page", "club_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    club_id: Mapped[int] = mapped_column(RowId, ForeignKey("clubs_club.id"))
    what: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(Snowflake, comment="empty: the bot, by a rule, or forgotten")
    subject_id: Mapped[int | None] = mapped_column(Snowflake)
    detail: Mapped[str] = mapped_column(String(300), default="")
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
