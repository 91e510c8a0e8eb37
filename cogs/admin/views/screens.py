"""What a button leads to, as the buttons know it; and the frame of all that is shown.

Buttons are on screens and screens are drawn after a button was pressed, so each of the two knows the
other by this module only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import discord

from bot.views import LayoutView

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.settings.store import Place

#: Stands in a custom_id for all cogs together.
ALL_COGS = "*"
#: Where a setting is shown, as its custom_id says it: on its cog's page, or while setting up.
PAGE, SETUP = "p", "s"
NOTICE_CHARACTERS = 600
# Discord documentation, "Component Reference", Modal and Label.
TITLE_CHARACTERS = 45
DESCRIPTION_CHARACTERS = 100

Asked = discord.Interaction["Bot"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A setting on a screen: where it is shown, whose it is, and its name."""

    screen: str
    cog: str
    club_id: int
    name: str = ""

    def __str__(self) -> str:
        return f"{self.screen}:{self.cog}:{self.club_id}:{self.name}"


#: How it is found again in a custom_id.
SPOT = r"(?P<screen>[ps]):(?P<cog>[a-z][a-z0-9_]*):(?P<club>[0-9]+):(?P<name>\w*)"
PLACE = r"(?P<cog>[a-z][a-z0-9_]*|\*):(?P<club>[0-9]+)"


class Screens(Protocol):
    """Every screen that a button may lead to; a `notice` says on top of it what just happened."""

    async def spot(self, interaction: Asked, spot: Spot, notice: str = "") -> LayoutView:
        """The screen on which a setting is."""

    async def page(self, interaction: Asked, place: Place, number: int = 0, notice: str = "") -> LayoutView:
        """One page of a cog's settings."""

    async def overview(
        self, interaction: Asked, club_id: int, number: int = 0, notice: str = ""
    ) -> LayoutView:
        """Every cog that has settings."""

    async def history(
        self, interaction: Asked, place: Place, before_id: int | None = None, notice: str = ""
    ) -> LayoutView:
        """Who changed what in a place."""

    async def setup(self, interaction: Asked, step: str, number: int = 0, notice: str = "") -> LayoutView:
        """One step of setting up."""


def screens_of(interaction: discord.Interaction[Any]) -> Screens:
    """The screens of the bot that is asked."""
    bot: Bot = interaction.client
    return bot.service(Screens)


def framed(items: Iterable[discord.ui.Item[Any]]) -> LayoutView:
    """A message of these parts; it never ends by itself: what is pressed there is found by its custom_id."""
    view = LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*items))
    return view


def row(*items: discord.ui.Item[Any]) -> discord.ui.ActionRow[Any]:
    """Some buttons, or one select."""
    return discord.ui.ActionRow(*items)
