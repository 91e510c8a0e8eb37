"""What the framework itself keeps about people: who changed a setting or a switch, who began long work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import Records
from bot.community.switches import Switches
from bot.settings import SettingStore


class OwnRecords:
    """Fulfils `bot.community.records.Records` for settings, switches and paced work."""

    def __init__(self, settings: SettingStore, switches: Switches, jobs: Records) -> None:
        self._settings = settings
        self._switches = switches
        self._jobs = jobs

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        changes = await self._settings.made_by(session, guild_id, user_id)
        switches = await self._switches.made_by(session, guild_id, user_id)
        found = {
            "setting_changes": [change.as_json() for change in changes],
            "switched_off": [{"cog": switch.cog, "off_at": switch.off_at.isoformat()} for switch in switches],
        }
        own = {name: rows for name, rows in found.items() if rows}
        return {**own, **await self._jobs.about(session, guild_id, user_id)}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; what was changed stays as it is."""
        await self._settings.forget(session, guild_id, user_id)
        await self._switches.forget(session, guild_id, user_id)
        await self._jobs.forget(session, guild_id, user_id)

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        await self._settings.erase(session, guild_id)
        await self._switches.erase(session, guild_id)
        await self._jobs.erase(session, guild_id)
