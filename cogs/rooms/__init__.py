"""Rooms: audio sessions of a club on a stage channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.undo import undoable

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("clubs",)
# `bot.permissions.ON_STAGE`: to come in, to moderate a stage, to write beside it.
permissions = (
    "view_channel",
    "connect",
    "manage_channels",
    "mute_members",
    "move_members",
    "send_messages",
)


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.settings import SettingsChanged
    from cogs.clubs.api import Clubs
    from cogs.rooms.api import Rooms
    from cogs.rooms.cog import RoomCommands
    from cogs.rooms.records import RoomRecords
    from cogs.rooms.service import RoomBook

    book = RoomBook(bot.database, bot.events, bot.service(Clubs), bot.settings, bot.clock.now)
    bot.provide(Rooms, book)
    bot.records.add(__name__, RoomRecords(book.attendance, book))
    bot.events.subscribe(SettingsChanged, book.settings_changed)
    undoable(bot.tasks.start(book.attendance.keep(), name="rooms.attendance").cancel)
    await bot.add_cog(RoomCommands(bot, book))
