"""Whom somebody invited is found one after the other, in the order in which they came."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

INDEX, TABLE = "ix_clubs_membership_invited_by", "clubs_membership"


def upgrade() -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, ["club_id", "invited_by_id", "id"])


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, ["club_id", "invited_by_id"])
