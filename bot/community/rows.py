"""Tables of communities: where the bot is, and what is switched off there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import Snowflake, UtcDateTime


class CommunityRow(Table):
    """A community that the bot is in, or has left and still keeps data of."""

    __tablename__ = "bot_community"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SwitchRow(Table):
    """A cog that somebody has switched off in a community."""

    __tablename__ = "bot_switch"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    cog: Mapped[str] = mapped_column(String(31), primary_key=True)
    off_by: Mapped[int] = mapped_column(Snowflake)
    off_at: Mapped[datetime] = mapped_column(UtcDateTime)
