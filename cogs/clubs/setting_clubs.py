"""Whose clubs may have settings of their own, and who changes them: see the matrix in `cogs.clubs.roles`."""

from __future__ import annotations

from cogs.clubs.api import Clubs, NoSuchClub
from cogs.clubs.roles import Deed, may


class ClubsOfSettings:
    """Fulfils `bot.settings.clubs.SettingClubs`."""

    def __init__(self, clubs: Clubs) -> None:
        self._clubs = clubs

    async def club_id(self, guild_id: int, name: str) -> int | None:
        """See `SettingClubs.club_id`."""
        try:
            return (await self._clubs.named(guild_id, name)).id
        except NoSuchClub:
            return None

    async def club_name(self, guild_id: int, club_id: int) -> str | None:
        """See `SettingClubs.club_name`."""
        try:
            club = await self._clubs.get(club_id)
        except NoSuchClub:
            return None
        return club.name if club.guild_id == guild_id else None

    async def club_names(self, guild_id: int, typed: str) -> list[str]:
        """See `SettingClubs.club_names`."""
        return await self._clubs.suggestions(guild_id, typed)

    async def may_set(self, guild_id: int, club_id: int, user_id: int) -> bool:
        """See `SettingClubs.may_set`."""
        if await self.club_name(guild_id, club_id) is None:
            return False
        return may(await self._clubs.role_of(club_id, user_id), Deed.SET)
