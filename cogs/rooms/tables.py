"""Tables of rooms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

IS_LIVE = text("status = 'live'")


class RoomRow(Table):
    """One room, from the moment somebody asks for it; a stage carries one live room at most."""

    __tablename__ = "rooms_room"
    __table_args__ = (
        CheckConstraint("status IN ('scheduled', 'live', 'ended', 'cancelled')", name="status"),
        Index(
            "uq_rooms_room_live_channel",
            "channel_id",
            unique=True,
            sqlite_where=IS_LIVE,
            postgresql_where=IS_LIVE,
        ),
        Index("ix_rooms_room_status", "status"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    topic: Mapped[str] = mapped_column(String(120))
    host_id: Mapped[int] = mapped_column(Snowflake)
    instance_id: Mapped[int | None] = mapped_column(Snowflake)
    status: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    close_reason: Mapped[str | None] = mapped_column(String(10))
