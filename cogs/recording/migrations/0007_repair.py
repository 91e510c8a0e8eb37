"""Recordings that are over, and whose files cannot be read yet."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _allow("status IN ('recording', 'stopped', 'repair')", "(status = 'recording') = (ended_at IS NULL)")


def downgrade() -> None:
    # What could not be read is over, and nobody is in it: so it was told before.
    op.execute("UPDATE recording_replay SET status = 'stopped' WHERE status = 'repair'")
    _allow("status IN ('recording', 'stopped')", "(status = 'stopped') = (ended_at IS NOT NULL)")


def _allow(status: str, ended: str) -> None:
    with op.batch_alter_table("recording_replay") as replay:
        for name, rule in (("status", status), ("ended", ended)):
            replay.drop_constraint(op.f(f"ck_recording_replay_{name}"), type_="check")
            replay.create_check_constraint(op.f(f"ck_recording_replay_{name}"), rule)
