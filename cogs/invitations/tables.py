"""Tables of invitations.

What somebody may give follows from two kinds of rows: credits, one for each room and person, and
invitations. The budget row keeps their counts, so that spending is one conditional update.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

IS_PENDING = text("state = 'pending'")


class InvitationRow(Table):
    """One offer to join a club."""

    __tablename__ = "invitations_invitation"
    __table_args__ = (
        CheckConstraint("kind IN ('member', 'sealed', 'code', 'admission')", name="kind"),
        CheckConstraint(
            "state IN ('pending', 'accepted', 'declined', 'expired', 'revoked', 'overtaken')", name="state"
        ),
        CheckConstraint("(state = 'pending') = (ended_at IS NULL)", name="ended_is_whole"),
        CheckConstraint("kind <> 'code' OR digest IS NOT NULL", name="code_has_digest"),
        UniqueConstraint("digest"),
        # One offer at a time: two members who invite the same person do not both pay for it.
        Index(
            "uq_invitations_invitation_pending",
            "club_id",
            "invitee_id",
            unique=True,
            sqlite_where=IS_PENDING,
            postgresql_where=IS_PENDING,
        ),
        # The pages of what somebody gave, and of what waits in a club.
        Index("ix_invitations_invitation_inviter", "guild_id", "inviter_id", "id"),
        Index("ix_invitations_invitation_club", "club_id", "inviter_id", "id"),
        Index("ix_invitations_invitation_invitee", "guild_id", "invitee_id", "id"),
        Index(
            "ix_invitations_invitation_waiting",
            "club_id",
            "id",
            sqlite_where=IS_PENDING,
            postgresql_where=IS_PENDING,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    inviter_id: Mapped[int | None] = mapped_column(Snowflake)
    invitee_id: Mapped[int | None] = mapped_column(Snowflake)
    invitee_name: Mapped[str] = mapped_column(
        String(32), default="", comment="what they are called, if they are known"
    )
    spends: Mapped[bool] = mapped_column(comment="whether it counts in the inviter's budget")
    digest: Mapped[bytes | None] = mapped_column(LargeBinary, comment="SHA-256 of a code")
    link: Mapped[str | None] = mapped_column(String(32), comment="the code of an invite of Discord's")
    channel_id: Mapped[int | None] = mapped_column(Snowflake, comment="where it is shown")
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BudgetRow(Table):
    """What somebody earned and gave in a club, whether or not they are a member just now."""

    __tablename__ = "invitations_budget"
    __table_args__ = (
        CheckConstraint("spent >= 0", name="spent"),
        CheckConstraint("attended >= 0 AND hosted >= 0", name="earned"),
        Index("ix_invitations_budget_person", "guild_id", "user_id"),
    )

    club_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    attended: Mapped[int] = mapped_column(default=0)
    hosted: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)


class CreditRow(Table):
    """A room counted for somebody, once."""

    __tablename__ = "invitations_credit"
    __table_args__ = (
        CheckConstraint("what IN ('attended', 'hosted')", name="what"),
        Index("ix_invitations_credit_person", "guild_id", "user_id"),
        Index("ix_invitations_credit_club", "club_id"),
    )

    room_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    what: Mapped[str] = mapped_column(String(10))
    credited_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FreezeRow(Table):
    """A branch of the tree whose members cannot invite: that membership, and all below it."""

    __tablename__ = "invitations_freeze"
    __table_args__ = (Index("ix_invitations_freeze_guild", "guild_id"),)

    club_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    membership_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    frozen_by: Mapped[int | None] = mapped_column(Snowflake)
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PreferenceRow(Table):
    """How somebody wants to be invited in a community."""

    __tablename__ = "invitations_preference"
    __table_args__ = (CheckConstraint("receives_by IN ('channel', 'dm', 'nothing')", name="receives_by"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    receives_by: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(10), comment="the language of their direct messages")


class GuessRow(Table):
    """A code that somebody typed and that leads nowhere; kept for as long as it counts."""

    __tablename__ = "invitations_guess"
    __table_args__ = (Index("ix_invitations_guess_person", "user_id", "guessed_at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    guessed_at: Mapped[datetime] = mapped_column(UtcDateTime)
