"""Questions asked of an interaction: about which club."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interactions import guild_id_of
from cogs.clubs.api import Club, Clubs

if TYPE_CHECKING:
    import discord

    from bot.client import Bot


async def club_named(interaction: discord.Interaction[Bot], typed: str) -> Club:
    """The club that somebody typed.

    Raises:
        NoSuchClub: this community has none of that name.
    """
    return await interaction.client.service(Clubs).named(guild_id_of(interaction), typed)
