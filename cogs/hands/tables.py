"""Tables of the hand queue."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

#: In characters, as in the form that takes it.
LONGEST_QUESTION = 300
LONGEST_REASON = 300


class HandRow(Table):
    """One hand, from the moment it goes up until its owner speaks, declines or leaves.

    The id is the order of arrival: Discord's own timestamp is chosen by the client.
    """

    __tablename__ = "hands_hand"
    __table_args__ = (
        UniqueConstraint("room_id", "user_id", name="uq_hands_hand_person"),
        CheckConstraint("state IN ('raised', 'invited')", name="state"),
        CheckConstraint(
            "skips >= 0 AND spoke_seconds >= 0 AND rooms_before >= 0 AND weight >= 1", name="sane"
        ),
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
    called_by: Mapped[str | None] = mapped_column(String(10))
    question: Mapped[str | None] = mapped_column(String(LONGEST_QUESTION))
    held: Mapped[bool] = mapped_column(server_default=false())
    skips: Mapped[int] = mapped_column(server_default=text("0"))
    # What policies ask of its owner, as it was when the hand went up.
    spoke_seconds: Mapped[int] = mapped_column(server_default=text("0"))
    rooms_before: Mapped[int] = mapped_column(server_default=text("0"))
    weight: Mapped[int] = mapped_column(server_default=text("1"))


TURN_IS_OPEN = text("ended_at IS NULL")


class TurnRow(Table):
    """One person's time on the stage of a room, from coming up to going down; kept until the room is over."""

    __tablename__ = "hands_turn"
    __table_args__ = (
        Index(
            "uq_hands_turn_open",
            "room_id",
            "user_id",
            unique=True,
            sqlite_where=TURN_IS_OPEN,
            postgresql_where=TURN_IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    room_id: Mapped[int] = mapped_column(RowId)
    user_id: Mapped[int] = mapped_column(Snowflake)
    exempt: Mapped[bool] = mapped_column(comment="a host: no place is theirs, and no time is measured")
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when their time is up, if it ends")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoomRulesRow(Table):
    """What the hosts of one room chose for it, in the place of its club's settings; empty is as those say."""

    __tablename__ = "hands_room"
    __table_args__ = (
        CheckConstraint("most_speakers >= 0 AND speaking_seconds >= 0 AND autopilot >= 0", name="numbers"),
        CheckConstraint("(panel_channel_id IS NULL) = (panel_message_id IS NULL)", name="panel"),
    )

    room_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    policy: Mapped[str | None] = mapped_column(String(20))
    locked: Mapped[bool] = mapped_column(server_default=false())
    most_speakers: Mapped[int | None]
    speaking_seconds: Mapped[int | None]
    autopilot: Mapped[int | None]
    panel_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    panel_message_id: Mapped[int | None] = mapped_column(Snowflake)
    # The question that is being answered, and where it is shown.
    asked_by_id: Mapped[int | None] = mapped_column(Snowflake)
    question: Mapped[str | None] = mapped_column(String(LONGEST_QUESTION))
    questions_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    questions_message_id: Mapped[int | None] = mapped_column(Snowflake)


class ExclusionRow(Table):
    """Somebody who is kept out of a room, or of every room of its club, until it is lifted or is over."""

    __tablename__ = "hands_exclusion"
    __table_args__ = (Index("ix_hands_exclusion_person", "club_id", "user_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    room_id: Mapped[int | None] = mapped_column(RowId, comment="empty: every room of the club")
    user_id: Mapped[int] = mapped_column(Snowflake)
    by_id: Mapped[int | None] = mapped_column(Snowflake)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by_id: Mapped[int | None] = mapped_column(Snowflake)
    act_id: Mapped[int | None] = mapped_column(RowId)
    lifted_by_act_id: Mapped[int | None] = mapped_column(RowId)


class ActRow(Table):
    """One deed of a host against somebody: kept, so that those with a say in the club can answer for it."""

    __tablename__ = "hands_act"
    __table_args__ = (Index("ix_hands_act_club", "club_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    room_id: Mapped[int] = mapped_column(RowId)
    what: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(Snowflake)
    subject_id: Mapped[int] = mapped_column(Snowflake)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
