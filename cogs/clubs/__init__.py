"""Clubs: named groups inside a community, with an owner, roles and a way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires: tuple[str, ...] = ()


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.settings.clubs import SettingClubs
    from cogs.clubs.api import Clubs
    from cogs.clubs.cog import ClubCommands
    from cogs.clubs.service import ClubBook
    from cogs.clubs.setting_clubs import ClubsOfSettings

    book = ClubBook(bot.database, bot.events, bot.settings, bot.clock.now)
    bot.provide(Clubs, book)
    bot.provide(SettingClubs, ClubsOfSettings(book))
    await bot.add_cog(ClubCommands(bot, book))
