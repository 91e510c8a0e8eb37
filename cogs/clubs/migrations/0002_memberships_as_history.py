"""Memberships as history, names by what they look like, and what a club says of itself.

What was there stays: ids, names, members, and numbers in the order in which they came.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime
from cogs.clubs.names import keys

revision = "0002"
down_revision = "0001"

ACTIVE = sa.text("left_at IS NULL")
ACTIVE_OWNER = sa.text("role = 'owner' AND left_at IS NULL")


def upgrade() -> None:
    _extend_clubs()
    _name_clubs()
    _turn_memberships_into_history()
    op.create_table(
        "clubs_ban",
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("banned_by", Snowflake),
        sa.Column("banned_at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("club_id", "user_id", name="pk_clubs_ban"),
        sa.ForeignKeyConstraint(["club_id"], ["clubs_club.id"], name="fk_clubs_ban_club_id_clubs_club"),
    )


def _extend_clubs() -> None:
    added: list[tuple[sa.Column[Any], str | None]] = [
        (sa.Column("archived_at", UtcDateTime), None),
        (sa.Column("description", sa.String(1000)), "''"),
        (sa.Column("rules", sa.String(2000)), "''"),
        (sa.Column("links", sa.JSON), "'[]'"),
        (sa.Column("way_in", sa.String(10)), "'open'"),
        (sa.Column("question", sa.String(200), comment="asked of who wants to come in"), "''"),
        (sa.Column("answer_required", sa.Boolean), "false"),
        (sa.Column("member_count", sa.Integer), _counted()),
        (sa.Column("last_number", sa.Integer, comment="the member number given last"), _counted()),
        (sa.Column("text_channel_id", Snowflake), None),
        (sa.Column("stage_channel_id", Snowflake), None),
        (sa.Column("role_id", Snowflake), None),
    ]
    for column, value in added:
        op.add_column("clubs_club", column)
        if value is not None:
            op.execute(f"UPDATE clubs_club SET {column.name} = {value}")  # noqa: S608 - written above
    with op.batch_alter_table("clubs_club") as club:
        for column, value in added:
            if value is not None:
                club.alter_column(column.name, nullable=False)
        club.create_check_constraint(
            op.f("ck_clubs_club_way_in"), "way_in IN ('open', 'approval', 'invitation', 'closed')"
        )
        club.create_check_constraint(
            op.f("ck_clubs_club_member_count"), "member_count BETWEEN 0 AND last_number"
        )
    op.create_index("ix_clubs_club_guild", "clubs_club", ["guild_id"])
    op.create_index("uq_clubs_club_role", "clubs_club", ["role_id"], unique=True)


def _counted() -> str:
    return "(SELECT count(*) FROM clubs_membership WHERE club_id = clubs_club.id)"


def _name_clubs() -> None:
    op.create_table(
        "clubs_name",
        sa.Column("guild_id", Snowflake, nullable=False, autoincrement=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "key", name="pk_clubs_name"),
        sa.ForeignKeyConstraint(["club_id"], ["clubs_club.id"], name="fk_clubs_name_club_id_clubs_club"),
    )
    op.create_index("ix_clubs_name_club", "clubs_name", ["club_id"])
    table = sa.table("clubs_name", sa.column("guild_id"), sa.column("key"), sa.column("club_id"))
    clubs = op.get_bind().execute(sa.text("SELECT id, guild_id, name FROM clubs_club ORDER BY id"))
    owners: dict[tuple[int, str], int] = {}
    for club_id, guild_id, name in clubs:
        for key in keys(name):
            # Two that look alike were allowed until now; both keep their names, the older one its keys.
            owners.setdefault((guild_id, key), club_id)
    rows = [
        {"guild_id": guild_id, "key": key, "club_id": club_id} for (guild_id, key), club_id in owners.items()
    ]
    op.bulk_insert(table, rows)
    with op.batch_alter_table("clubs_club") as club:
        club.drop_constraint("uq_clubs_club_name", type_="unique")
        club.drop_column("folded_name")


def _turn_memberships_into_history() -> None:
    # Names of constraints are taken for as long as the old table stands, so it goes first.
    op.execute("CREATE TABLE clubs_carried AS SELECT * FROM clubs_membership")
    op.drop_table("clubs_membership")
    op.create_table(
        "clubs_membership",
        sa.Column("id", RowId, nullable=False),
        sa.Column("club_id", RowId, nullable=False),
        sa.Column("user_id", Snowflake),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column(
            "number", sa.Integer, nullable=False, comment="counted from one in each club, never given twice"
        ),
        sa.Column("came_by", sa.String(10), nullable=False),
        sa.Column("joined_at", UtcDateTime, nullable=False),
        sa.Column("left_at", UtcDateTime),
        sa.Column("invited_by_id", RowId),
        sa.PrimaryKeyConstraint("id", name="pk_clubs_membership"),
        sa.ForeignKeyConstraint(
            ["club_id"], ["clubs_club.id"], name="fk_clubs_membership_club_id_clubs_club"
        ),
        sa.UniqueConstraint("club_id", "number", name="uq_clubs_membership_club_id_number"),
        sa.UniqueConstraint("club_id", "id", name="uq_clubs_membership_club_id_id"),
        sa.ForeignKeyConstraint(
            ["club_id", "invited_by_id"],
            ["clubs_membership.club_id", "clubs_membership.id"],
            name="fk_clubs_membership_club_id_invited_by_id_clubs_membership",
        ),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_clubs_membership_{name}"))
            for name, rule in _RULES.items()
        ),
    )
    for name, columns, where, unique in _INDEXES:
        op.create_index(
            name, "clubs_membership", columns, unique=unique, sqlite_where=where, postgresql_where=where
        )
    op.execute(
        """
        INSERT INTO clubs_membership (club_id, user_id, role, number, came_by, joined_at)
        SELECT club_id, user_id, role,
               row_number() OVER (PARTITION BY club_id ORDER BY joined_at, role <> 'owner', user_id),
               CASE role WHEN 'owner' THEN 'founding' ELSE 'open' END, joined_at
        FROM clubs_carried ORDER BY joined_at, role <> 'owner', user_id
        """
    )
    op.drop_table("clubs_carried")


_RULES = {
    "role": "role IN ('owner', 'admin', 'leader', 'member')",
    "came_by": "came_by IN ('founding', 'open', 'approval', 'invitation', 'role')",
    "invited_by_earlier": "invited_by_id < id",
    "forgotten_have_left": "user_id IS NOT NULL OR left_at IS NOT NULL",
}
_INDEXES = (
    ("uq_clubs_membership_active", ["club_id", "user_id"], ACTIVE, True),
    ("uq_clubs_membership_owner", ["club_id"], ACTIVE_OWNER, True),
    ("ix_clubs_membership_role", ["club_id", "role", "number"], ACTIVE, False),
    ("ix_clubs_membership_number", ["club_id", "number"], ACTIVE, False),
    ("ix_clubs_membership_user", ["user_id", "club_id"], None, False),
    ("ix_clubs_membership_invited_by", ["club_id", "invited_by_id"], None, False),
)


def downgrade() -> None:
    raise RuntimeError("what is kept of memberships since has no place in the tables before")
