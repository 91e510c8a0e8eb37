"""Invitations, budgets, and what limits them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0001"
down_revision = None

PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    _create_invitations()
    _create_budgets()
    op.create_table(
        "invitations_freeze",
        sa.Column("club_id", RowId, nullable=False, autoincrement=False),
        sa.Column("membership_id", RowId, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("frozen_by", Snowflake),
        sa.Column("frozen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("club_id", "membership_id", name="pk_invitations_freeze"),
    )
    op.create_index("ix_invitations_freeze_guild", "invitations_freeze", ["guild_id"])
    op.create_table(
        "invitations_preference",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("receives_by", sa.String(10), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False, comment="the language of their direct messages"),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name="pk_invitations_preference"),
        sa.CheckConstraint(
            "receives_by IN ('channel', 'dm', 'nothing')", name=op.f("ck_invitations_preference_receives_by")
        ),
    )
    op.create_table(
        "invitations_guess",
        sa.Column("id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("guessed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations_guess"),
    )
    op.create_index("ix_invitations_guess_person", "invitations_guess", ["user_id", "guessed_at"])


def _create_invitations() -> None:
    op.create_table(
        "invitations_invitation",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("inviter_id", Snowflake),
        sa.Column("invitee_id", Snowflake),
        sa.Column(
            "invitee_name", sa.String(32), nullable=False, comment="what they are called, if they are known"
        ),
        sa.Column("spends", sa.Boolean, nullable=False, comment="whether it counts in the inviter's budget"),
        sa.Column("digest", sa.LargeBinary, comment="SHA-256 of a code"),
        sa.Column("link", sa.String(32), comment="the code of an invite of Discord's"),
        sa.Column("channel_id", Snowflake, comment="where it is shown"),
        sa.Column("message_id", Snowflake),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_invitations_invitation"),
        sa.UniqueConstraint("digest", name="uq_invitations_invitation_digest"),
        sa.CheckConstraint(
            "kind IN ('member', 'sealed', 'code', 'admission')", name=op.f("ck_invitations_invitation_kind")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'declined', 'expired', 'revoked', 'overtaken')",
            name=op.f("ck_invitations_invitation_state"),
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (ended_at IS NULL)", name=op.f("ck_invitations_invitation_ended_is_whole")
        ),
        sa.CheckConstraint(
            "kind <> 'code' OR digest IS NOT NULL", name=op.f("ck_invitations_invitation_code_has_digest")
        ),
    )
    op.create_index(
        "uq_invitations_invitation_pending",
        "invitations_invitation",
        ["club_id", "invitee_id"],
        unique=True,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "ix_invitations_invitation_waiting",
        "invitations_invitation",
        ["club_id", "id"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    for name, columns in (
        ("inviter", ["guild_id", "inviter_id", "id"]),
        ("club", ["club_id", "inviter_id", "id"]),
        ("invitee", ["guild_id", "invitee_id", "id"]),
    ):
        op.create_index(f"ix_invitations_invitation_{name}", "invitations_invitation", columns)


def _create_budgets() -> None:
    op.create_table(
        "invitations_budget",
        sa.Column("club_id", RowId, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("attended", sa.Integer, nullable=False),
        sa.Column("hosted", sa.Integer, nullable=False),
        sa.Column("spent", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("club_id", "user_id", name="pk_invitations_budget"),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_invitations_budget_spent")),
        sa.CheckConstraint("attended >= 0 AND hosted >= 0", name=op.f("ck_invitations_budget_earned")),
    )
    op.create_index("ix_invitations_budget_person", "invitations_budget", ["guild_id", "user_id"])
    op.create_table(
        "invitations_credit",
        sa.Column("room_id", RowId, nullable=False, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("what", sa.String(10), nullable=False),
        sa.Column("credited_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "user_id", name="pk_invitations_credit"),
        sa.CheckConstraint("what IN ('attended', 'hosted')", name=op.f("ck_invitations_credit_what")),
    )
    op.create_index("ix_invitations_credit_person", "invitations_credit", ["guild_id", "user_id"])
    op.create_index("ix_invitations_credit_club", "invitations_credit", ["club_id"])


def downgrade() -> None:
    for noun in ("credit", "budget", "guess", "preference", "freeze", "invitation"):
        op.drop_table(f"invitations_{noun}")
