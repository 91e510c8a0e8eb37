"""Settings as an administrator changes them: whose they are, how they stand, who may.

Knows nothing of Discord; what it stores and checks is `bot.settings`' business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.i18n import Words
from bot.settings import SettingStore
from bot.settings.clubs import NoSuchClubHere, SettingClubs
from bot.settings.declaring import Declared, Setting
from bot.settings.exchange import Exchange
from bot.settings.refusals import NoClubSettings, NoSuchSettings
from bot.settings.store import COMMUNITY, Place
from bot.settings.values import DEFAULT
from cogs.admin.refusals import SettingGone


@dataclass(frozen=True, slots=True)
class Line:
    """One setting as it stands in a place; values are as JSON has them."""

    setting: Setting
    value: Any
    fallback: Any  # what holds if nothing is chosen here
    chosen: bool


class SettingsDesk:
    """What the pages of settings ask and do."""

    def __init__(
        self, settings: SettingStore, exchange: Exchange, clubs: Callable[[], SettingClubs | None]
    ) -> None:
        self.settings = settings
        self.exchange = exchange
        self._clubs = clubs

    def declared(self, club_id: int = COMMUNITY) -> tuple[Declared, ...]:
        """Who has settings, in a community or in a club of it."""
        of_clubs = club_id != COMMUNITY
        return tuple(one for one in self.settings.declared if one.model.per_club or not of_clubs)

    def named(self, typed: str, words: Words, locale: str) -> Declared:
        """The settings of the cog that somebody typed: its short name, or what it is called.

        Raises:
            NoSuchSettings: no cog of that name has settings.
        """
        wanted = typed.strip().casefold()
        for declared in self.settings.declared:
            title = words.plain(declared.title.owner, declared.title.key, locale)
            if wanted in {declared.cog, title.casefold()}:
                return declared
        raise NoSuchSettings(cog=typed)

    async def club_id(self, guild_id: int, typed: str | None) -> int:
        """The club that somebody typed; `COMMUNITY` if they named none.

        Raises:
            NoSuchClubHere: the community has no such club.
        """
        if typed is None:
            return COMMUNITY
        clubs = self._clubs()
        found = None if clubs is None else await clubs.club_id(guild_id, typed)
        if found is None:
            raise NoSuchClubHere(club=typed)
        return found

    async def club_name(self, place: Place) -> str | None:
        """What the club of a place is called; None for the community itself.

        Raises:
            NoSuchClubHere: it is there no more.
        """
        if place.club_id == COMMUNITY:
            return None
        clubs = self._clubs()
        name = None if clubs is None else await clubs.club_name(place.guild_id, place.club_id)
        if name is None:
            raise NoSuchClubHere(club=str(place.club_id))
        return name

    async def club_names(self, guild_id: int, typed: str) -> list[str]:
        """The clubs that fit what was typed so far."""
        clubs = self._clubs()
        return [] if clubs is None else await clubs.club_names(guild_id, typed)

    async def may_set(self, guild_id: int, club_id: int, user_id: int) -> bool:
        """Whether a person may change a club's settings for what they are in it."""
        clubs = self._clubs()
        return club_id != COMMUNITY and clubs is not None and await clubs.may_set(guild_id, club_id, user_id)

    def declared_in(self, place: Place) -> Declared:
        """The settings of a place.

        Raises:
            NoSuchSettings: the cog does not run, or has none.
            NoClubSettings: clubs have none of their own of this cog.
        """
        declared = self.settings.declared_by(place.cog)
        if declared not in self.declared(place.club_id):
            raise NoClubSettings(cog=declared.title)
        return declared

    def setting_in(self, place: Place, name: str) -> Setting:
        """One setting of a place.

        Raises:
            NoSuchSettings, NoClubSettings: as `declared_in`.
            SettingGone: there is none of that name.
        """
        if (found := self.declared_in(place).setting(name)) is None:
            raise SettingGone
        return found

    async def value(self, place: Place, setting: Setting) -> Any:
        """What is in force of one setting, as JSON has it; mostly from memory."""
        return (await self.settings.in_force(place)).model_dump(mode="json")[setting.name]

    async def lines(self, place: Place) -> list[Line]:
        """Every setting of a place as it stands.

        Raises:
            NoSuchSettings, NoClubSettings: as `declared_in`.
        """
        declared = self.declared_in(place)
        chosen = await self.settings.chosen(place)
        in_force = (await self.settings.in_force(place)).model_dump(mode="json")
        around = await self._around(declared, place)
        return [
            Line(setting, in_force[setting.name], around[setting.name], setting.name in chosen)
            for setting in declared.settings
        ]

    async def _around(self, declared: Declared, place: Place) -> dict[str, Any]:
        if place == place.around:
            return declared.defaults()
        return (await self.settings.in_force(place.around)).model_dump(mode="json")

    async def put_back(self, place: Place, names: list[str], by: int) -> int:
        """Set some back to what holds if nothing is chosen; answers how many that changes."""
        return len(await self.settings.change(place, dict.fromkeys(names, DEFAULT), by))
