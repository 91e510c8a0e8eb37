"""Who waits, who follows, who has the role in Discord, what was done, and the picture."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0003"
down_revision = "0002"

WAITING = sa.text("decided_at IS NULL")


def upgrade() -> None:
    op.add_column(
        "clubs_club",
        sa.Column("picture_digest", sa.String(16), comment="tells one picture from the next"),
    )
    op.create_table(
        "clubs_picture",
        _club(),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("club_id", name="pk_clubs_picture"),
        _to_club("clubs_picture"),
    )
    op.create_table(
        "clubs_role_state",
        _club(),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("club_id", "user_id", name="pk_clubs_role_state"),
        _to_club("clubs_role_state"),
    )
    _create_applications()
    op.create_table(
        "clubs_follower",
        _club(),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("told_by", sa.String(10), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False, comment="the language to tell them in"),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("club_id", "user_id", name="pk_clubs_follower"),
        _to_club("clubs_follower"),
        sa.CheckConstraint("told_by IN ('channel', 'dm')", name=op.f("ck_clubs_follower_told_by")),
    )
    op.create_index("ix_clubs_follower_user", "clubs_follower", ["user_id", "club_id"])
    op.create_table(
        "clubs_deed",
        sa.Column("id", RowId, nullable=False),
        _club(),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("actor_id", Snowflake, comment="empty: the bot, by a rule, or forgotten"),
        sa.Column("subject_id", Snowflake),
        sa.Column("detail", sa.String(300), nullable=False),
        sa.Column("done_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clubs_deed"),
        _to_club("clubs_deed"),
    )
    op.create_index("ix_clubs_deed_page", "clubs_deed", ["club_id", "id"])


def _create_applications() -> None:
    op.create_table(
        "clubs_application",
        sa.Column("id", RowId, nullable=False),
        _club(),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("answer", sa.String(1000), nullable=False),
        sa.Column(
            "tell", sa.Boolean, nullable=False, comment="whether they want to be told by direct message"
        ),
        sa.Column("locale", sa.String(10), nullable=False, comment="the language to tell them in"),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("decided_at", UtcDateTime),
        sa.Column("decided_by", Snowflake),
        sa.Column("outcome", sa.String(10)),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clubs_application"),
        _to_club("clubs_follower"),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'declined', 'withdrawn')", name=op.f("ck_clubs_application_outcome")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_clubs_application_decided_is_whole")
        ),
    )
    for name, columns, unique in (
        ("uq_clubs_application_waiting", ["club_id", "user_id"], True),
        ("ix_clubs_application_queue", ["club_id", "id"], False),
    ):
        op.create_index(
            name, "clubs_application", columns, unique=unique, sqlite_where=WAITING, postgresql_where=WAITING
        )
    op.create_index("ix_clubs_application_user", "clubs_application", ["user_id", "club_id"])


def _club() -> sa.Column[int]:
    # Where it is the whole key, the database is not to number it.
    return sa.Column("club_id", RowId, nullable=False, autoincrement=False)


def _to_club(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["club_id"], ["clubs_club.id"], name=f"fk_{table}_club_id_clubs_club")


def downgrade() -> None:
    for table in ("deed", "follower", "application", "role_state", "picture"):
        op.drop_table(f"clubs_{table}")
    op.drop_column("clubs_club", "picture_digest")
