"""Which deed keeps somebody out and which lets them in, so that each can be taken back, once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("hands_act") as acts:
        acts.add_column(sa.Column("until", UtcDateTime, nullable=True))
        acts.add_column(sa.Column("undone_at", UtcDateTime, nullable=True))
    with op.batch_alter_table("hands_exclusion") as exclusions:
        exclusions.add_column(sa.Column("act_id", RowId, nullable=True))
        exclusions.add_column(sa.Column("lifted_by_act_id", RowId, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hands_exclusion") as exclusions:
        exclusions.drop_column("lifted_by_act_id")
        exclusions.drop_column("act_id")
    with op.batch_alter_table("hands_act") as acts:
        acts.drop_column("undone_at")
        acts.drop_column("until")
