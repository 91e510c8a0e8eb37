"""What policies ask of a hand, and what a room's hosts choose for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import RowId, Snowflake

revision = "0002"
down_revision = "0001"

LONGEST_QUESTION = 300


def upgrade() -> None:
    with op.batch_alter_table("hands_hand") as hands:
        hands.add_column(sa.Column("called_by", sa.String(10), nullable=True))
        hands.add_column(sa.Column("question", sa.String(LONGEST_QUESTION), nullable=True))
        hands.add_column(sa.Column("held", sa.Boolean, nullable=False, server_default=sa.false()))
        for name, first in (("skips", "0"), ("spoke_seconds", "0"), ("rooms_before", "0"), ("weight", "1")):
            hands.add_column(sa.Column(name, sa.Integer, nullable=False, server_default=sa.text(first)))
        hands.create_check_constraint(
            op.f("ck_hands_hand_sane"),
            "skips >= 0 AND spoke_seconds >= 0 AND rooms_before >= 0 AND weight >= 1",
        )
    op.create_table(
        "hands_room",
        sa.Column("room_id", RowId, nullable=False, autoincrement=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("policy", sa.String(20), nullable=True),
        sa.Column("locked", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("most_speakers", sa.Integer, nullable=True),
        sa.Column("speaking_seconds", sa.Integer, nullable=True),
        sa.Column("autopilot", sa.Integer, nullable=True),
        sa.Column("panel_channel_id", Snowflake, nullable=True),
        sa.Column("panel_message_id", Snowflake, nullable=True),
        sa.PrimaryKeyConstraint("room_id", name="pk_hands_room"),
        sa.CheckConstraint(
            "most_speakers >= 0 AND speaking_seconds >= 0 AND autopilot >= 0",
            name=op.f("ck_hands_room_numbers"),
        ),
        sa.CheckConstraint(
            "(panel_channel_id IS NULL) = (panel_message_id IS NULL)", name=op.f("ck_hands_room_panel")
        ),
    )


def downgrade() -> None:
    op.drop_table("hands_room")
    with op.batch_alter_table("hands_hand") as hands:
        hands.drop_constraint(op.f("ck_hands_hand_sane"), type_="check")
        for name in ("called_by", "question", "held", "skips", "spoke_seconds", "rooms_before", "weight"):
            hands.drop_column(name)
