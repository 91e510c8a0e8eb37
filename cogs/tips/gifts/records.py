"""What is kept about people beside the ledger: whether they take tips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.records import TipRecords
from cogs.tips.tables import ReceivingRow


class GiftRecords(TipRecords):
    """What the ledger keeps about somebody, and what goes with it."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        found = dict(await super().about(session, guild_id, user_id))
        said = await session.scalar(
            select(ReceivingRow.is_on).where(
                ReceivingRow.guild_id == guild_id, ReceivingRow.user_id == user_id
            )
        )
        if said is not None:
            found["takes_tips"] = said
        return found

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        await session.execute(
            delete(ReceivingRow).where(ReceivingRow.guild_id == guild_id, ReceivingRow.user_id == user_id)
        )
        await super().forget(session, guild_id, user_id)

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        await session.execute(delete(ReceivingRow).where(ReceivingRow.guild_id == guild_id))
        await super().erase(session, guild_id)
