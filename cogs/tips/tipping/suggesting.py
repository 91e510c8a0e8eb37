"""What is suggested while somebody types an amount."""

from __future__ import annotations

from discord import app_commands

from bot.interactions import guild_id_of
from cogs.tips import amounts
from cogs.tips.api import POINTS
from cogs.tips.currencies import minor_digits
from cogs.tips.settings import TipSettings
from cogs.tips.tipping.giving import Asked


async def suggested_amounts(
    interaction: Asked, typed: str, currency: str = POINTS
) -> list[app_commands.Choice[str]]:
    """Offer the presets of the community that go on from what was typed."""
    settings, guild_id = interaction.client.settings, guild_id_of(interaction)
    rules = await settings.of(TipSettings, guild_id)
    choices = []
    for amount in rules.presets_in(currency):
        if str(amount).startswith(typed.strip()):
            text = await amounts.in_words(settings, guild_id, amount * 10 ** minor_digits(currency), currency)
            name = interaction.client.words.plain(
                text.owner, text.key, interaction.locale.value, **text.placeholders
            )
            choices.append(app_commands.Choice(name=name, value=str(amount)))
    return choices
