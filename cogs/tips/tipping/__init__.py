"""What people see and press when they give: offers, the cards of rooms, jars, goals and thanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.undo import undoable
from cogs.rooms.api import RoomCards, RoomReports, Rooms
from cogs.tips.gifts.goals import Goals
from cogs.tips.gifts.jars import Jars
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.splits import Splits
from cogs.tips.gifts.thanks import Thanks
from cogs.tips.tipping.goals import GoalBoard
from cogs.tips.tipping.jar import JarKeeper
from cogs.tips.tipping.menu import tip_menu
from cogs.tips.tipping.offers import AmountForm, Coin, Give, OtherAmount, Veil
from cogs.tips.tipping.people import People
from cogs.tips.tipping.reporting import RoomTips
from cogs.tips.tipping.stage import ChooseSpeaker, StageButtons, TipOnStage, TipRoom
from cogs.tips.tipping.thanking import SayThanks, TipNotices

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.tips.service import TipLedger

ITEMS = (ChooseSpeaker, Coin, Give, OtherAmount, SayThanks, TipOnStage, TipRoom, Veil)
FORMS = (AmountForm,)

__all__ = ["FORMS", "ITEMS", "build"]


def build(bot: Bot, ledger: TipLedger) -> None:
    """Build what people give each other, and let it follow rooms and tips, for as long as the cog runs."""
    people = People(bot)
    receiving = Receiving(bot.database, bot.settings)
    goals = Goals(bot.database, bot.timers, bot.clock.now)
    jars = Jars(
        bot.database,
        ledger,
        bot.settings,
        bot.timers,
        bot.clock.now,
        receiving=receiving,
        attendance_of=bot.service(Rooms).attendance_of,
        people_of=people.without_bots,
    )
    board, notices = GoalBoard(bot, goals), TipNotices(bot)
    keeper = JarKeeper(bot, jars, board)
    bot.provide(People, people)
    bot.provide(Receiving, receiving)
    bot.provide(Goals, goals)
    bot.provide(GoalBoard, board)
    bot.provide(Jars, jars)
    bot.provide(Splits, Splits(ledger, receiving))
    bot.provide(Thanks, Thanks(bot.database, bot.clock.now))
    bot.provide(TipNotices, notices)
    board.listen()
    notices.listen()
    keeper.listen()
    bot.service(RoomCards).add_buttons(StageButtons(bot).of)
    bot.service(RoomReports).add_source(RoomTips(bot).of)
    for name, work in (("goals", board.catch_up), ("jars", keeper.close_forgotten)):
        undoable(bot.tasks.start(work(), name=f"tips.{name}.at_start").cancel)
    menu = app_commands.ContextMenu(name="Tip", callback=tip_menu)
    bot.tree.add_command(menu)
    undoable(lambda: bot.tree.remove_command(menu.name, type=menu.type))
