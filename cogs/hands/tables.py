"""Tables of the hand queue."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime


class HandRow(Table):
    """One hand, from the moment it goes up until its owner speaks, declines or leaves.

    The id is the order of arrival: Discord's own timestamp is chosen by the client.
    """

    __tablename__ = "hands_hand"
    __table_args__ = (
        UniqueConstraint("room_id", "user_id", name="uq_hands_hand_person"),
        CheckConstraint("state IN ('raised', 'invited')", name="state"),
        Index("ix_hands_hand_queue", "room_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    room_id: Mapped[int] = mapped_column(RowId)
    user_id: Mapped[int] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(10))
    # Discord shows it as raised as well; a hand raised by command has no trace there.
    natively: Mapped[bool]
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Empty while `invited` means only picked: Discord has not yet told of the invitation.
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
