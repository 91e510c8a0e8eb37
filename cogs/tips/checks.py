"""Questions asked of an interaction: who may do something with the community's money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.interactions import is_steward
from cogs.tips.api import NotATreasurer, TipToBot

if TYPE_CHECKING:
    from bot.client import Bot


def require_treasurer(interaction: discord.Interaction[Any]) -> None:
    """Prove that the person may manage the server: Discord's own answer can be overridden for a command.

    Raises:
        NotATreasurer: they may not.
    """
    if not is_steward(interaction):
        raise NotATreasurer


def require_person(member: discord.Member) -> None:
    """Prove that somebody can have a wallet.

    Raises:
        TipToBot: it is a bot.
    """
    if member.bot:
        raise TipToBot


def by_interaction(interaction: discord.Interaction[Bot]) -> str:
    """The key of what a command asks for: however often Discord delivers it, it is one."""
    return f"interaction:{interaction.id}"
