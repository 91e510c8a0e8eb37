"""What the schedule keeps about a person: what they host, and how they want to be reminded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import NOBODY
from cogs.schedule.rows import erase
from cogs.schedule.tables import CalendarRow, CohostRow, EveningRow, PreferenceRow


class ScheduleRecords:
    """Fulfils `bot.community.records.Records`."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        helped = select(CohostRow.evening_id).where(CohostRow.user_id == user_id)
        rows = await session.scalars(
            select(EveningRow)
            .where(
                EveningRow.guild_id == guild_id,
                or_(EveningRow.host_id == user_id, EveningRow.id.in_(helped)),
            )
            .order_by(EveningRow.id)
        )
        evenings = [
            {
                "club_id": str(row.club_id),
                "topic": row.topic,
                "as": "host" if row.host_id == user_id else "cohost",
                "starts_at": row.starts_at.isoformat(),
                "status": row.status,
            }
            for row in rows
        ]
        found: dict[str, Any] = {"evenings": evenings} if evenings else {}
        preference = await session.get(PreferenceRow, (guild_id, user_id))
        if preference is not None:
            found["reminded_by"] = preference.reminded_by
        return found

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; an evening stays, without saying who was to run it."""
        here = EveningRow.guild_id == guild_id
        await session.execute(
            update(EveningRow).where(here, EveningRow.host_id == user_id).values(host_id=NOBODY)
        )
        await session.execute(
            delete(CohostRow).where(
                CohostRow.user_id == user_id, CohostRow.evening_id.in_(select(EveningRow.id).where(here))
            )
        )
        await session.execute(
            delete(PreferenceRow).where(PreferenceRow.guild_id == guild_id, PreferenceRow.user_id == user_id)
        )

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        await erase(
            session, list(await session.scalars(select(EveningRow.id).where(EveningRow.guild_id == guild_id)))
        )
        for table in (PreferenceRow, CalendarRow):
            await session.execute(delete(table).where(table.guild_id == guild_id))
