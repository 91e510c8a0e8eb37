"""What was given in a room, gift by gift: when and how much, and nothing of who gave or got it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from cogs.tips.tables import TransferRow


@dataclass(frozen=True, slots=True)
class Given:
    """One gift in a room: to one person, to all on stage, or into its jar."""

    at: datetime
    amount_minor: int
    currency: str


async def given_in(database: Database, guild_id: int, room_id: int) -> list[Given]:
    """What was given in a room and not taken back, the oldest first.

    What leaves a jar was given when it went in, and is not counted again.
    """
    undone = aliased(TransferRow)
    query = (
        select(TransferRow.created_at, TransferRow.amount_minor, TransferRow.currency)
        .where(
            TransferRow.guild_id == guild_id,
            TransferRow.room_id == room_id,
            TransferRow.kind == "tip",
            ~exists(select(undone.id).where(undone.reverses_id == TransferRow.id)),
        )
        .order_by(TransferRow.id)
    )
    return [Given(*row) for row in await database.lookup(query)]
