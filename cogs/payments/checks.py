"""Questions asked of an interaction: who looks after payments, and who can get money."""

from __future__ import annotations

from typing import Any

import discord

from bot.interactions import is_steward
from cogs.payments.refusals import NotForYou, PaysBot


def require_keeper(interaction: discord.Interaction[Any]) -> None:
    """Prove that the person may manage the server: Discord's own answer can be overridden for a command.

    Raises:
        NotForYou: they may not.
    """
    if not is_steward(interaction):
        raise NotForYou


def require_person(member: discord.Member) -> None:
    """Prove that somebody can have a bank.

    Raises:
        PaysBot: it is a bot.
    """
    if member.bot:
        raise PaysBot
