"""*Tip*, in the menu of a person."""

from __future__ import annotations

import discord
from discord import app_commands

from cogs.tips.api import TipToSelf
from cogs.tips.checks import require_person
from cogs.tips.gifts.intentions import Intention
from cogs.tips.tipping.giving import Asked
from cogs.tips.tipping.offers import say_offer


@app_commands.guild_only()
async def tip_menu(interaction: Asked, member: discord.Member) -> None:
    """Offer to tip somebody.

    Raises:
        TipToSelf: it is the person who asks.
        TipToBot: it is a bot.
    """
    require_person(member)
    if member.id == interaction.user.id:
        raise TipToSelf
    await say_offer(interaction, Intention.fresh(member.id))
