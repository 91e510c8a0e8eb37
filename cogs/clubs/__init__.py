"""Clubs: named groups inside a community, with an owner, roles and a way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires: tuple[str, ...] = ()
# To show a card with its picture; to make channels, and to make and give a role.
permissions = (
    "view_channel",
    "send_messages",
    "attach_files",
    "read_message_history",
    "manage_channels",
    "manage_roles",
)


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.settings.clubs import SettingClubs
    from cogs.clubs import views
    from cogs.clubs.api import Clubs
    from cogs.clubs.bindings import Bindings
    from cogs.clubs.cog import ClubCommands
    from cogs.clubs.keeping import Keeper
    from cogs.clubs.listeners import ClubListeners
    from cogs.clubs.service import ClubBook
    from cogs.clubs.setting_clubs import ClubsOfSettings
    from cogs.clubs.views.editing import Drafts

    book = ClubBook(bot)
    keeper = Keeper(bot, book)
    bot.provide(Clubs, book)
    bot.provide(SettingClubs, ClubsOfSettings(book))
    bot.provide(ClubBook, book)
    bot.provide(Drafts, Drafts())
    bot.records.add(__name__, book.records)
    bot.add_dynamic_items(*views.ITEMS)
    bot.forms.add(*views.FORMS)
    book.admissions.listen()
    keeper.listen()
    await bot.add_cog(ClubCommands(bot, book, Bindings(bot, book)))
    await bot.add_cog(ClubListeners(bot, book, keeper))
