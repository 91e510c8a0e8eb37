"""Tables of rooms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

IS_LIVE = text("status = 'live'")


class RoomRow(Table):
    """One room, from the moment somebody asks for it; a stage carries one live room at most."""

    __tablename__ = "rooms_room"
    __table_args__ = (
        CheckConstraint("status IN ('scheduled', 'live', 'ended', 'cancelled')", name="status"),
        CheckConstraint("kind IN ('open', 'social', 'closed')", name="kind"),
        Index(
            "uq_rooms_room_live_channel",
            "channel_id",
            unique=True,
            sqlite_where=IS_LIVE,
            postgresql_where=IS_LIVE,
        ),
        Index("ix_rooms_room_status", "status"),
        Index("ix_rooms_room_host", "guild_id", "host_id"),
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
    watched_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="until then it is known who was there"
    )
    close_reason: Mapped[str | None] = mapped_column(String(10))
    card_message_id: Mapped[int | None] = mapped_column(Snowflake, comment="in the chat of its stage")
    kind: Mapped[str] = mapped_column(String(10), server_default="open")
    voice_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when somebody wanted the bot's voice here"
    )


class CohostRow(Table):
    """Somebody who runs a room beside its host."""

    __tablename__ = "rooms_cohost"
    __table_args__ = (Index("ix_rooms_cohost_user", "user_id", "room_id"),)

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    named_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttendanceRow(Table):
    """One person in one room: how long they were there before they last came, and since when they are."""

    __tablename__ = "rooms_attendance"
    __table_args__ = (
        CheckConstraint("(left_at IS NULL) = (there_since IS NOT NULL)", name="there_or_gone"),
        CheckConstraint("speaks_since IS NULL OR there_since IS NOT NULL", name="speaks_there"),
        CheckConstraint("seconds >= 0 AND speaking_seconds >= 0", name="seconds"),
        CheckConstraint("left_at IS NULL OR speaking_seconds <= seconds", name="spoke_there"),
        Index("ix_rooms_attendance_user", "user_id", "room_id"),
    )

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    came_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seconds: Mapped[int]
    there_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    speaking_seconds: Mapped[int]
    speaks_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OverwriteRow(Table):
    """What a stage said of a role or a person before its room was closed to others, to be said again."""

    __tablename__ = "rooms_overwrite"

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    is_person: Mapped[bool]
    was_there: Mapped[bool]
    allowed: Mapped[int] = mapped_column(BigInteger)
    denied: Mapped[int] = mapped_column(BigInteger)


class MadeStageRow(Table):
    """A stage that was made for a room, and goes with it."""

    __tablename__ = "rooms_made_stage"

    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TurnRow(Table):
    """One time for which somebody could be heard in a room."""

    __tablename__ = "rooms_turn"
    __table_args__ = (
        Index(
            "uq_rooms_turn_open",
            "room_id",
            "user_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_rooms_turn_user", "user_id", "room_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"))
    user_id: Mapped[int] = mapped_column(Snowflake)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MinuteRow(Table):
    """What happened in one minute of a room, counted from its opening; quiet minutes have none."""

    __tablename__ = "rooms_minute"

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    most: Mapped[int] = mapped_column(comment="people at a time, at most")
    last: Mapped[int] = mapped_column(comment="people at its end")
    hands: Mapped[int] = mapped_column(comment="hands that were raised")


class ApplauseRow(Table):
    """How often one speaker was applauded in one minute of a room."""

    __tablename__ = "rooms_applause"
    __table_args__ = (Index("ix_rooms_applause_speaker", "speaker_id", "room_id"),)

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    claps: Mapped[int]


class PingRow(Table):
    """Somebody who was asked into a room: once is enough, as long as it lasts."""

    __tablename__ = "rooms_ping"

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GreenRoomRow(Table):
    """The voice channel in which those wait who speak next in a room."""

    __tablename__ = "rooms_green_room"

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)


class LinkRow(Table):
    """A link on the card of a room; one name is one link."""

    __tablename__ = "rooms_link"
    __table_args__ = (UniqueConstraint("room_id", "label", name="uq_rooms_link_label"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("rooms_room.id"))
    label: Mapped[str] = mapped_column(String(60))
    url: Mapped[str] = mapped_column(String(512))
