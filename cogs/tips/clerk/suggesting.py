"""What is suggested while somebody types a period, a club or a room."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.interactions import guild_id_of
from bot.layouts import shortened
from bot.replies import CHOICE_CHARACTERS
from cogs.clubs.api import Clubs
from cogs.tips.accounting.asks import Ask, Period, offered
from cogs.tips.accounting.refusals import NoSuchRoom
from cogs.tips.accounting.statement import Statements
from cogs.tips.clerk import names
from cogs.tips.clerk.words import Teller

Asked = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
MOST_CHOICES = 25  # Discord documentation, "Application Commands", Autocomplete


async def asked_for(
    interaction: Asked,
    period: str | None,
    club: str | None = None,
    room: str | None = None,
    member: discord.Member | None = None,
) -> Ask:
    """What somebody typed, understood; this year where they say nothing.

    Raises:
        NotAPeriod: the period is none.
        NoSuchClub: there is no club of that name.
        NoSuchRoom: what was typed is no room.
    """
    now = interaction.client.clock.now()
    guild_id = guild_id_of(interaction)
    club_id = None if club is None else (await interaction.client.service(Clubs).named(guild_id, club)).id
    if room is not None and not (room.isascii() and room.isdigit() and len(room) < 18):  # noqa: PLR2004 - what fits a button
        raise NoSuchRoom
    return Ask(
        guild_id,
        interaction.user.id,
        Period(now.year) if period is None else Period.read(period),
        club_id,
        None if room is None else int(room),
        None if member is None else member.id,
    )


async def suggested_periods(interaction: Asked, typed: str) -> Choices:
    """Offer months and years, by their names in the person's language."""
    teller = await Teller.of(interaction.client, guild_id_of(interaction), interaction.locale.value)
    named = {str(period): teller.period(period) for period in offered(interaction.client.clock.now())}
    wanted = typed.strip().casefold()
    fitting = [(name, value) for value, name in named.items() if wanted in name.casefold() or wanted in value]
    return [app_commands.Choice(name=name, value=value) for name, value in fitting[:MOST_CHOICES]]


async def suggested_clubs(interaction: Asked, typed: str) -> Choices:
    """Offer the clubs that fit what was typed so far."""
    found = await interaction.client.service(Clubs).suggestions(guild_id_of(interaction), typed)
    return [app_commands.Choice(name=name, value=name) for name in found]


async def suggested_rooms(interaction: Asked, typed: str) -> Choices:
    """Offer the rooms in which the person lately gave or got something."""
    statements = interaction.client.service(Statements)
    rooms = await statements.rooms(guild_id_of(interaction), interaction.user.id)
    topics = await names.of_rooms(interaction, rooms)
    return [
        app_commands.Choice(name=shortened(topic, CHOICE_CHARACTERS), value=str(room_id))
        for room_id, topic in topics.items()
        if typed.casefold() in topic.casefold()
    ]
