"""Tables of settings: what communities have set, and who set what when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime


class SettingRow(Table):
    """A value that differs from the default; `club_id` is 0 for the community's own."""

    __tablename__ = "bot_setting"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    cog: Mapped[str] = mapped_column(String(31), primary_key=True)
    club_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(63), primary_key=True)
    value: Mapped[str] = mapped_column(Text, comment="JSON")


class SettingChangeRow(Table):
    """One change of one setting; where a value is empty, the default held."""

    __tablename__ = "bot_setting_change"
    __table_args__ = (Index("ix_bot_setting_change_page", "guild_id", "cog", "club_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    cog: Mapped[str] = mapped_column(String(31))
    club_id: Mapped[int] = mapped_column(Snowflake)
    name: Mapped[str] = mapped_column(String(63))
    old: Mapped[str | None] = mapped_column(Text, comment="JSON")
    new: Mapped[str | None] = mapped_column(Text, comment="JSON")
    changed_by: Mapped[int] = mapped_column(Snowflake)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undoes_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("bot_setting_change.id"))
