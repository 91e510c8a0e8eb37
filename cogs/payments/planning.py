"""What was filled into `/money tip`, and what is suggested while it is."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.interactions import guild_id_of
from cogs.payments import amounts
from cogs.payments.service import Ask, PaymentDesk
from cogs.payments.settings import PaymentSettings
from cogs.rooms.api import Rooms
from cogs.tips.api import OutsideMoney


def ask_of(
    interaction: discord.Interaction[Any], creator_id: int, amount: str, note: str | None, *, anonymous: bool
) -> Ask:
    """The payment that is asked for; it is given in the room in which both are."""
    guild_id, tipper_id = guild_id_of(interaction), interaction.user.id
    room = interaction.client.service(Rooms).of_both(guild_id, tipper_id, creator_id)
    return Ask(
        guild_id,
        interaction.channel_id or 0,
        tipper_id,
        creator_id,
        amount,
        f"interaction:{interaction.id}",
        interaction.locale.value,
        note,
        anonymous,
        None if room is None else room.id,
        None if room is None else room.club_id,
    )


async def suggested_amounts(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer amounts that the community allows and that go on from what was typed."""
    bot = interaction.client
    if not bot.service(PaymentDesk).is_on:
        return []
    money, language = bot.service(OutsideMoney), interaction.locale.value
    rules = await bot.settings.of(PaymentSettings, guild_id_of(interaction))
    found = amounts.suggested(typed, language, rules, money.minor_digits(rules.currency))
    return [
        app_commands.Choice(name=money.shown(minor, rules.currency, language), value=value)
        for value, minor in found.items()
    ]
