"""What is kept of people: who added a sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import NOBODY
from cogs.playback.tables import ContentRow, MessageRow, SoundRow, UseRow


class PlaybackRecords:
    """Fulfils `bot.community.records.Records`."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        mine = select(SoundRow).where(SoundRow.guild_id == guild_id, SoundRow.added_by_id == user_id)
        sounds = [
            {"name": row.name, "added_at": row.added_at.isoformat(), "size_bytes": row.size_bytes}
            for row in await session.scalars(mine.order_by(SoundRow.id))
        ]
        return {"sounds": sounds} if sounds else {}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`: the sounds are the community's, and stay."""
        theirs = (SoundRow.guild_id == guild_id, SoundRow.added_by_id == user_id)
        await session.execute(update(SoundRow).where(*theirs).values(added_by_id=NOBODY))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        here = select(SoundRow.id).where(SoundRow.guild_id == guild_id)
        await session.execute(delete(ContentRow).where(ContentRow.sound_id.in_(here)))
        await session.execute(delete(UseRow).where(UseRow.guild_id == guild_id))
        await session.execute(delete(MessageRow).where(MessageRow.guild_id == guild_id))
        await session.execute(delete(SoundRow).where(SoundRow.guild_id == guild_id))
