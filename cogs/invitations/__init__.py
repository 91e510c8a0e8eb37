"""Invitations: members bring others into their clubs, within a budget that grows by taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("clubs", "rooms")
permissions = ("view_channel", "send_messages", "create_instant_invite")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from cogs.clubs.api import Clubs
    from cogs.invitations import views
    from cogs.invitations.api import Invitations
    from cogs.invitations.cog import InvitationCommands
    from cogs.invitations.credits import COUNT, Credits
    from cogs.invitations.freezes import SWEEP
    from cogs.invitations.records import InvitationRecords
    from cogs.invitations.service import InvitationBook
    from cogs.rooms.api import Rooms

    clubs, rooms = bot.service(Clubs), bot.service(Rooms)
    book = InvitationBook(bot, clubs)
    counting = Credits(bot, clubs, rooms, book.budgets)
    await book.offers.nominees.load()
    bot.provide(Invitations, book)
    bot.provide(InvitationBook, book)
    bot.records.add(__name__, InvitationRecords(book.offers))
    bot.timers.on(COUNT, counting.count)
    bot.timers.on(SWEEP, book.sweep)
    rooms.add_ending(counting.owe)
    views.offer(bot)
    await bot.add_cog(InvitationCommands(bot, book))
