"""The tables of paced work. What is done with them: `bot.paced`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake

_RUNNING = text("state = 'running'")
_OPEN = text("failed_at IS NULL")


class JobRow(Table):
    """One thing to do with many people, channels or messages of a community."""

    __tablename__ = "bot_job"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'cancelled', 'stopped')", name="state_is_known"),
        CheckConstraint("(state = 'running') = (ended_at IS NULL)", name="ended_or_running"),
        CheckConstraint("done >= 0 AND failed >= 0 AND done + failed <= total", name="counts_fit"),
        CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease_is_whole"),
        CheckConstraint("(channel_id IS NULL) = (message_id IS NULL)", name="message_is_whole"),
        # The same work is not begun twice at once; once it has ended it may be begun again.
        Index(
            "uq_bot_job_running",
            "guild_id",
            "kind",
            "key",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_bot_job_ended_at", "ended_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    begun_by: Mapped[int | None] = mapped_column(Snowflake, comment="nobody: the bot itself, or forgotten")
    begun_at: Mapped[datetime]
    total: Mapped[int]
    done: Mapped[int]
    failed: Mapped[int]
    refused_in_a_row: Mapped[int] = mapped_column(
        comment="how often Discord has said 403 since it last did not"
    )
    state: Mapped[str] = mapped_column(String(10))
    ended_at: Mapped[datetime | None]
    channel_id: Mapped[int | None] = mapped_column(
        Snowflake, comment="where the message with its progress is"
    )
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    lease_owner: Mapped[str | None] = mapped_column(String(32), comment="the process that is at work on it")
    lease_until: Mapped[datetime | None] = mapped_column(comment="real time, whatever the clock was moved to")


class JobItemRow(Table):
    """One of the many that a job has not done yet, or could not do. What is done is gone, and counted."""

    __tablename__ = "bot_job_item"
    __table_args__ = (
        UniqueConstraint("job_id", "target_id"),
        Index("ix_bot_job_item_open", "job_id", "try_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    job_id: Mapped[int] = mapped_column(RowId, ForeignKey("bot_job.id", ondelete="CASCADE"))
    target_id: Mapped[int] = mapped_column(Snowflake)
    attempts: Mapped[int]
    try_at: Mapped[datetime] = mapped_column(comment="later after a failure")
    failed_at: Mapped[datetime | None] = mapped_column(comment="set once it is given up")
    last_error: Mapped[str | None] = mapped_column(String(500))
