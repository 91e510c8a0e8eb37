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
    from cogs.invitations.listeners import InvitationListeners
    from cogs.invitations.offers import DELIVER, REDRAW
    from cogs.invitations.records import InvitationRecords
    from cogs.invitations.service import InvitationBook
    from cogs.invitations.views.posting import Post
    from cogs.rooms.api import Rooms

    clubs, rooms = bot.service(Clubs), bot.service(Rooms)
    book = InvitationBook(bot, clubs, rooms.notes_attendance)
    post, counting = Post(bot, book), Credits(bot, clubs, rooms, book.budgets)
    await book.offers.nominees.load()
    bot.provide(Invitations, book)
    bot.provide(InvitationBook, book)
    bot.records.add(__name__, InvitationRecords(book.offers))
    bot.timers.on(COUNT, counting.count)
    bot.timers.on(SWEEP, book.sweep)
    bot.timers.on(DELIVER, post.deliver_late)
    bot.timers.on(REDRAW, post.redraw)
    rooms.add_ending(counting.owe)
    clubs.add_role_reason(book.entrance)
    views.offer(bot)
    await bot.add_cog(InvitationCommands(bot, book, post))
    await bot.add_cog(InvitationListeners(bot, book))
