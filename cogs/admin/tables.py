"""Tables of the administration."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import Snowflake, UtcDateTime


class WelcomeRow(Table):
    """A community that was welcomed."""

    __tablename__ = "admin_welcome"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    welcomed_at: Mapped[datetime] = mapped_column(UtcDateTime)
