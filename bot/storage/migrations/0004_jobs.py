"""Work on many, done one after another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_jobs()
    _create_items()


def _create_jobs() -> None:
    op.create_table(
        "bot_job",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("begun_by", Snowflake, comment="nobody: the bot itself, or forgotten"),
        sa.Column("begun_at", UtcDateTime, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column(
            "refused_in_a_row",
            sa.Integer,
            nullable=False,
            comment="how often Discord has said 403 since it last did not",
        ),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("channel_id", Snowflake, comment="where the message with its progress is"),
        sa.Column("message_id", Snowflake),
        sa.Column("lease_owner", sa.String(32), comment="the process that is at work on it"),
        sa.Column("lease_until", UtcDateTime, comment="real time, whatever the clock was moved to"),
        sa.PrimaryKeyConstraint("id", name="pk_bot_job"),
        sa.CheckConstraint(
            "state IN ('running', 'done', 'cancelled', 'stopped')", name=op.f("ck_bot_job_state_is_known")
        ),
        sa.CheckConstraint(
            "(state = 'running') = (ended_at IS NULL)", name=op.f("ck_bot_job_ended_or_running")
        ),
        sa.CheckConstraint(
            "done >= 0 AND failed >= 0 AND done + failed <= total", name=op.f("ck_bot_job_counts_fit")
        ),
        sa.CheckConstraint(
            "(lease_owner IS NULL) = (lease_until IS NULL)", name=op.f("ck_bot_job_lease_is_whole")
        ),
        sa.CheckConstraint(
            "(channel_id IS NULL) = (message_id IS NULL)", name=op.f("ck_bot_job_message_is_whole")
        ),
    )
    running = sa.text("state = 'running'")
    op.create_index(
        "uq_bot_job_running",
        "bot_job",
        ["guild_id", "kind", "key"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )
    op.create_index("ix_bot_job_ended_at", "bot_job", ["ended_at"])


def _create_items() -> None:
    op.create_table(
        "bot_job_item",
        sa.Column("id", RowId, nullable=False),
        sa.Column("job_id", RowId, nullable=False),
        sa.Column("target_id", Snowflake, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("try_at", UtcDateTime, nullable=False, comment="later after a failure"),
        sa.Column("failed_at", UtcDateTime, comment="set once it is given up"),
        sa.Column("last_error", sa.String(500)),
        sa.PrimaryKeyConstraint("id", name="pk_bot_job_item"),
        sa.ForeignKeyConstraint(
            ["job_id"], ["bot_job.id"], name="fk_bot_job_item_job_id_bot_job", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("job_id", "target_id", name="uq_bot_job_item_job_id_target_id"),
    )
    still_open = sa.text("failed_at IS NULL")
    op.create_index(
        "ix_bot_job_item_open",
        "bot_job_item",
        ["job_id", "try_at", "id"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def downgrade() -> None:
    op.drop_table("bot_job_item")
    op.drop_table("bot_job")
