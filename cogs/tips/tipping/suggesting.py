"""Amounts and currencies while they are typed: what is suggested, and what is in use here."""

from __future__ import annotations

from discord import app_commands

from bot.interactions import guild_id_of
from cogs.tips import amounts
from cogs.tips.api import POINTS
from cogs.tips.currencies import minor_digits
from cogs.tips.refusals import CurrencyNotHere
from cogs.tips.settings import TipSettings
from cogs.tips.tipping.giving import Asked


async def currency_here(interaction: Asked, typed: str | None) -> str:
    """The currency that was typed, if tips are given in it here; points if none was.

    Raises:
        CurrencyNotHere: tips are given in others.
    """
    rules: TipSettings = await interaction.client.settings.of(TipSettings, guild_id_of(interaction))
    if typed is None:
        return POINTS
    code = POINTS if typed.strip().casefold() == POINTS else typed.strip().upper()
    if code not in rules.accepted:
        raise CurrencyNotHere(currency=typed[:20], accepted=", ".join(rules.accepted))
    return code


async def suggested_currencies(interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the currencies in which tips are given here."""
    rules = await interaction.client.settings.of(TipSettings, guild_id_of(interaction))
    return [
        app_commands.Choice(name=code, value=code)
        for code in rules.accepted
        if typed.strip().casefold() in code.casefold()
    ]


async def suggested_amounts(interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the presets of the community that go on from what was typed, in the currency that was chosen."""
    settings, guild_id = interaction.client.settings, guild_id_of(interaction)
    rules = await settings.of(TipSettings, guild_id)
    chosen = str(interaction.namespace.currency or POINTS)
    currency = chosen if chosen in rules.accepted else POINTS
    choices = []
    for amount in rules.presets_in(currency):
        if str(amount).startswith(typed.strip()):
            text = await amounts.in_words(settings, guild_id, amount * 10 ** minor_digits(currency), currency)
            name = interaction.client.words.plain(
                text.owner, text.key, interaction.locale.value, **text.placeholders
            )
            choices.append(app_commands.Choice(name=name, value=str(amount)))
    return choices
