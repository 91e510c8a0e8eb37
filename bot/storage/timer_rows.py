"""The table of timers. What is done with it: `bot.timers`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId


class TimerRow(Table):
    """Something to do at a moment, kept until it was done."""

    __tablename__ = "bot_timer"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease_is_whole"),
        # The sleeper asks for what waits, in the order it is due.
        Index(
            "ix_bot_timer_waiting",
            "fire_at",
            "id",
            sqlite_where=text("failed_at IS NULL"),
            postgresql_where=text("failed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(comment="when it was asked for")
    fire_at: Mapped[datetime] = mapped_column(comment="when it is tried next: due_at, later after a failure")
    attempts: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None] = mapped_column(comment="set once it is given up")
    last_error: Mapped[str | None] = mapped_column(String(500))
    lease_owner: Mapped[str | None] = mapped_column(String(32), comment="the process that is handing it over")
    lease_until: Mapped[datetime | None] = mapped_column(comment="real time, whatever the clock was moved to")
