"""Times of a series that were left out, so that a calendar leaves them out as well."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "schedule_left_out",
        sa.Column("evening_id", RowId, nullable=False),
        sa.Column("starts_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("evening_id", "starts_at", name="pk_schedule_left_out"),
        sa.ForeignKeyConstraint(
            ["evening_id"],
            ["schedule_evening.id"],
            name="fk_schedule_left_out_evening_id_schedule_evening",
        ),
    )
