"""The receipt of a room: a digest of all that was given there, which says nothing of who gave or got it.

Whoever keeps it can tell later that no tip of that room was changed, left out or added: the digest is
over the numbers and hashes of the room's transfers, and the last of them is an anchor of the chain.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from bot.storage.database import Database
from cogs.tips.anchors import Anchor
from cogs.tips.tables import TransferRow


@dataclass(frozen=True, slots=True)
class Receipt:
    """What anybody may know of the tips of a room."""

    room_id: int
    transfers: int
    digest: str
    anchor: Anchor


async def receipt_of(database: Database, guild_id: int, room_id: int) -> Receipt | None:
    """The receipt of a room as it is now; None where nothing was given."""
    query = (
        select(TransferRow.sequence, TransferRow.hash)
        .where(TransferRow.guild_id == guild_id, TransferRow.room_id == room_id)
        .order_by(TransferRow.id)
    )
    rows = await database.lookup(query)
    if not rows:
        return None
    lines = "".join(f"{row.sequence}:{row.hash}\n" for row in rows)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    return Receipt(room_id, len(rows), digest, Anchor(guild_id, rows[-1].sequence, rows[-1].hash))
