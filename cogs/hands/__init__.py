"""Raised hands: who wants to speak in a room, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("rooms",)
permissions = ("view_channel", "connect", "mute_members")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from cogs.hands.cog import HandCommands
    from cogs.hands.listening import StageListener
    from cogs.hands.records import HandRecords
    from cogs.hands.service import HandQueue
    from cogs.rooms.api import Rooms

    bot.records.add(__name__, HandRecords(bot.service(Rooms), bot.events))
    queue = HandQueue(bot.database, bot.events, bot.clock.now)
    StageListener(queue).subscribe(bot.events)
    await bot.add_cog(HandCommands(bot, queue, bot.service(Rooms)))
