"""What the administration puts before people: screens, what is pressed on them, and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.admin.views.all_screens import AllScreens
from cogs.admin.views.files import ExportFile, ImportFile, ImportForm
from cogs.admin.views.help import ToHelp
from cogs.admin.views.history import Undo
from cogs.admin.views.navigation import ChooseCog, PutBack, ToHistory, ToOverview, ToPage
from cogs.admin.views.privacy import ForgetMe, KeepMe
from cogs.admin.views.screens import Screens
from cogs.admin.views.setting_items import OpenForm, SetByChoosing, ValueForm
from cogs.admin.views.setup_screens import BeginSetup, ToStep
from cogs.admin.views.welcome import SystemChannel

if TYPE_CHECKING:
    from bot.client import Bot

__all__ = ["SystemChannel", "offer"]


def offer(bot: Bot) -> None:
    """Answer to all that is on the screens, those of before a restart included."""
    bot.provide(Screens, AllScreens())
    bot.add_dynamic_items(SetByChoosing, OpenForm, ToPage, ToHistory, ToOverview, ChooseCog, PutBack, Undo)
    bot.add_dynamic_items(ExportFile, ImportFile, ToStep, BeginSetup, ForgetMe, KeepMe, ToHelp)
    bot.forms.add(ValueForm, ImportForm)
