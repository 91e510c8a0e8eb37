"""Raised hands: who wants to speak in a room, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("clubs", "rooms")
# To moderate who speaks, and to keep a panel in the stage's chat.
permissions = ("view_channel", "connect", "mute_members", "move_members", "send_messages")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from discord import app_commands

    from bot.undo import undoable
    from cogs.clubs.api import Clubs
    from cogs.hands import views
    from cogs.hands.acting import BotActs
    from cogs.hands.api import Floors
    from cogs.hands.cog import HandCommands, on_stage
    from cogs.hands.desk import Desk
    from cogs.hands.listening import StageListener
    from cogs.hands.records import HandRecords
    from cogs.hands.showing import Panels
    from cogs.rooms.api import Rooms

    acts = BotActs(bot)
    desk = Desk.of(bot, bot.service(Clubs), bot.service(Rooms), acts)
    bot.provide(Desk, desk)
    bot.provide(Floors, desk.floor)
    bot.records.add(__name__, HandRecords(desk.rooms, bot.events))
    bot.add_dynamic_items(*views.ITEMS)
    bot.forms.add(*views.FORMS)
    desk.listen()
    StageListener(desk, acts, bot.tasks).subscribe(bot.events)
    panels = Panels(bot, desk)
    panels.listen()
    await bot.add_cog(HandCommands(bot, desk, panels))
    menu = app_commands.ContextMenu(name="On stage", callback=on_stage)
    bot.tree.add_command(menu)
    undoable(lambda: bot.tree.remove_command(menu.name, type=menu.type))
