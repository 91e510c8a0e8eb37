"""The table of leases on workers. What is done with it: `bot.workers.leases`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import Snowflake


class VoiceLeaseRow(Table):
    """A worker is lent to one stage: it has one voice in each community, and a stage needs one."""

    __tablename__ = "bot_voice_lease"
    __table_args__ = (UniqueConstraint("channel_id"),)

    worker_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    lease_owner: Mapped[str] = mapped_column(String(32), comment="the process that it speaks for")
    lease_until: Mapped[datetime] = mapped_column(comment="real time, whatever the clock was moved to")
