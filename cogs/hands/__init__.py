"""Raised hands: who wants to speak in a room, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("rooms",)
permissions = ("view_channel", "connect", "mute_members")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from cogs.hands import views
    from cogs.hands.asking import Asking
    from cogs.hands.cog import HandCommands
    from cogs.hands.desk import Desk
    from cogs.hands.listening import StageListener
    from cogs.hands.records import HandRecords
    from cogs.hands.service import HandQueue
    from cogs.hands.terms import TermBook
    from cogs.rooms.api import Rooms

    rooms = bot.service(Rooms)
    queue = HandQueue(bot.database, bot.events, bot.clock.now)
    terms = TermBook(bot.database, bot.events, bot.settings, rooms, bot.clock.now)
    asking = Asking(queue, terms)
    desk = Desk(rooms, queue, terms, asking)
    bot.provide(Desk, desk)
    bot.records.add(__name__, HandRecords(rooms, bot.events))
    bot.add_dynamic_items(*views.ITEMS)
    bot.forms.add(*views.FORMS)
    StageListener(queue, asking).subscribe(bot.events)
    await bot.add_cog(HandCommands(bot, desk))
