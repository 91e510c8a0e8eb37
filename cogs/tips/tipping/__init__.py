"""What people see and press when they tip: offers with presets, a form for any other amount, a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.undo import undoable
from cogs.tips.tipping.menu import tip_menu
from cogs.tips.tipping.offers import AmountForm, Give, OtherAmount, Veil

if TYPE_CHECKING:
    from bot.client import Bot

ITEMS = (Give, OtherAmount, Veil)
FORMS = (AmountForm,)

__all__ = ["FORMS", "ITEMS", "add_menu"]


def add_menu(bot: Bot) -> None:
    """Put *Tip* into the menu of people, for as long as the cog runs."""
    menu = app_commands.ContextMenu(name="Tip", callback=tip_menu)
    bot.tree.add_command(menu)
    undoable(lambda: bot.tree.remove_command(menu.name, type=menu.type))
