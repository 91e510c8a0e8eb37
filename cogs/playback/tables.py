"""Tables of playback: the sounds of a community, what they are for, and where its messages stand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

LONGEST_NAME = 32
#: One character may become several when case and width are taken from it.
LONGEST_KEY = 200


class SoundRow(Table):
    """One sound of a community; what is heard of it is in a table of its own, for lists do not need it."""

    __tablename__ = "playback_sound"
    __table_args__ = (
        UniqueConstraint("guild_id", "key", name="uq_playback_sound_name"),
        CheckConstraint("length_ms > 0 AND size_bytes > 0", name="sizes"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), comment="the name, however it is typed")
    length_ms: Mapped[int]
    size_bytes: Mapped[int]
    added_by_id: Mapped[int] = mapped_column(Snowflake, comment="0 once they are forgotten")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ContentRow(Table):
    """The packets of a sound as they are sent, in an Ogg Opus file."""

    __tablename__ = "playback_content"

    sound_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("playback_sound.id"), primary_key=True, autoincrement=False
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)


class UseRow(Table):
    """A sound that a community hears in the place of one that comes with Rostra."""

    __tablename__ = "playback_use"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    sound_id: Mapped[int] = mapped_column(RowId, ForeignKey("playback_sound.id"))


class MessageRow(Table):
    """A message that is kept in step with what is so: of each kind one in a community."""

    __tablename__ = "playback_message"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    message_id: Mapped[int] = mapped_column(Snowflake)
    room_id: Mapped[int | None] = mapped_column(RowId, comment="what plays there is shown")
