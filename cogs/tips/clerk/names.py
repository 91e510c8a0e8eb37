"""What people, clubs and rooms are called, by their ids; whatever is gone has its number instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import discord

from bot.interactions import guild_id_of
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.rooms.api import RoomTopics

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
# Discord documentation, "Gateway Events", Request Guild Members.
_AT_ONCE = 100
#: More are asked for by nobody: each hundred is a question to Discord.
_MOST = 300


async def of_people(interaction: Asked, user_ids: Iterable[int]) -> dict[int, str]:
    """What people are called here; whoever is gone, or not found in time, is left out."""
    guild, wanted = interaction.guild, list(dict.fromkeys(user_ids))[:_MOST]
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        if guild is None:
            break
        some = wanted[start : start + _AT_ONCE]
        try:
            members = await guild.query_members(user_ids=some, limit=_AT_ONCE, cache=False)
        except TimeoutError:
            break
        found |= {member.id: member.display_name for member in members}
    return found


async def of_clubs(bot: Bot, club_ids: Collection[int]) -> dict[int, str]:
    """What clubs are called; those that are gone are left out."""
    clubs, found = bot.service(Clubs), {}
    for club_id in club_ids:
        try:
            found[club_id] = (await clubs.get(club_id)).name
        except NoSuchClub:
            continue
    return found


async def of_rooms(interaction: Asked, room_ids: Collection[int]) -> dict[int, str]:
    """What rooms were about; those that are gone are left out."""
    topics: RoomTopics = interaction.client.service(RoomTopics)
    return await topics.topics_of(guild_id_of(interaction), room_ids)
