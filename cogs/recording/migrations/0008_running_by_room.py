"""Several rooms of a community may be recorded at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TABLE, _INDEX = "recording_replay", "uq_recording_replay_running"


def upgrade() -> None:
    _index("room_id")


def downgrade() -> None:
    _index("guild_id")


def _index(column: str) -> None:
    runs = sa.text("status = 'recording'")
    op.drop_index(_INDEX, _TABLE)
    op.create_index(_INDEX, _TABLE, [column], unique=True, sqlite_where=runs, postgresql_where=runs)
