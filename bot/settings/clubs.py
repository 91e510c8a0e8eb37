"""What settings need to know of clubs, whose values may differ from their community's.

Whoever has clubs fulfils it: `bot.provide(SettingClubs, ...)`. Without that no club has settings.
"""

from __future__ import annotations

from typing import Protocol

from bot.errors import UserError


class NoSuchClubHere(UserError):
    """What was named as a club is none of this community's."""

    key = "no-such-club-here"


class SettingClubs(Protocol):
    """The clubs of every community."""

    async def club_id(self, guild_id: int, name: str) -> int | None:
        """The id of the club that somebody typed, if the community has it."""

    async def club_name(self, guild_id: int, club_id: int) -> str | None:
        """What a club is called, if the community has it."""

    async def club_names(self, guild_id: int, typed: str) -> list[str]:
        """Up to 25 names that fit what was typed so far."""

    async def may_set(self, guild_id: int, club_id: int, user_id: int) -> bool:
        """Whether a person may change the settings of a club, for what they are in it."""
