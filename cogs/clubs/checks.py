"""Questions asked of an interaction: who asks, and of which clubs."""

from __future__ import annotations

from typing import Any

import discord

from bot.interactions import guild_id_of, is_steward
from cogs.clubs.directory import Card
from cogs.clubs.refusals import BotsAreNoMembers
from cogs.clubs.roles import Actor
from cogs.clubs.service import ClubBook


def clubs_of(interaction: discord.Interaction[Any]) -> ClubBook:
    """The clubs of the bot that is asked."""
    book: ClubBook = interaction.client.service(ClubBook)
    return book


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """Whoever asks, and whether they are a steward of the community."""
    return Actor(interaction.user.id, is_steward(interaction))


async def card_of(interaction: discord.Interaction[Any], club_id: int) -> Card:
    """The card of a club of this community, which a component named.

    Raises:
        NoSuchClub: it is gone.
    """
    book = clubs_of(interaction)
    card = await book.directory.get(club_id)
    # A custom_id is data: nobody reaches another community's club by it.
    return await book.card(guild_id_of(interaction), card.club.name)


def person_of(user: discord.User | discord.Member) -> int:
    """Somebody who was named, and can be a member.

    Raises:
        BotsAreNoMembers: it is a bot.
    """
    if user.bot:
        raise BotsAreNoMembers
    return user.id
