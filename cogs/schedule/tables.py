"""Tables of the schedule."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime


class EveningRow(Table):
    """One evening: an event of Discord's as it was last seen, and what Discord does not know of it."""

    __tablename__ = "schedule_evening"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'planned', 'live', 'over', 'cancelled')", name="status"),
        CheckConstraint("status = 'draft' OR event_id IS NOT NULL", name="has_event"),
        UniqueConstraint("event_id"),
        Index("ix_schedule_evening_guild", "guild_id", "status", "starts_at"),
        Index("ix_schedule_evening_club", "club_id", "starts_at"),
        Index("ix_schedule_evening_host", "guild_id", "host_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    event_id: Mapped[int | None] = mapped_column(Snowflake)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    host_id: Mapped[int] = mapped_column(Snowflake)
    topic: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(1000))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rule: Mapped[str | None] = mapped_column(Text, comment="how it comes again: Discord's JSON")
    status: Mapped[str] = mapped_column(String(10))
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_of: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="the beginning of which those interested were reminded"
    )
    missed: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="the beginning that nobody came to open, once those interested were told"
    )


class CohostRow(Table):
    """Somebody who will run an evening beside its host."""

    __tablename__ = "schedule_cohost"
    __table_args__ = (Index("ix_schedule_cohost_user", "user_id", "evening_id"),)

    evening_id: Mapped[int] = mapped_column(RowId, ForeignKey("schedule_evening.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    named_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PreferenceRow(Table):
    """How somebody wants to be reminded in a community."""

    __tablename__ = "schedule_preference"
    __table_args__ = (CheckConstraint("reminded_by IN ('channel', 'dm', 'nothing')", name="reminded_by"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    reminded_by: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(10), comment="the language of their direct messages")


class CalendarRow(Table):
    """The address at which a club's calendar is found: whoever knows it reads it."""

    __tablename__ = "schedule_calendar"
    __table_args__ = (UniqueConstraint("token"), Index("ix_schedule_calendar_guild", "guild_id"))

    club_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    token: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LeftOutRow(Table):
    """A time of a series at which nothing takes place."""

    __tablename__ = "schedule_left_out"

    evening_id: Mapped[int] = mapped_column(RowId, ForeignKey("schedule_evening.id"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
