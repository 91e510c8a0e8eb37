"""Who those on a stage are: their names, and whether they are people at all.

The bot keeps no list of members, so Discord is asked once for each of them, and what it said is remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from cogs.rooms.api import Company, Room

if TYPE_CHECKING:
    from bot.client import Bot

#: So many are remembered, those longest who were seen last.
MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody as Discord knows them in a community."""

    id: int
    name: str
    is_bot: bool = False


class People:
    """Asks Discord who somebody is."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: OrderedDict[tuple[int, int], Someone] = OrderedDict()

    async def on_stage(self, room: Room) -> list[Someone]:
        """Who can be heard in a room and can have a wallet, those first who came up first."""
        found = [
            await self._who(room.guild_id, user_id)
            for user_id in self._bot.service(Company).on_the_floor(room)
        ]
        return [one for one in found if one is not None and not one.is_bot]

    async def without_bots(self, guild_id: int, user_ids: Sequence[int]) -> list[int]:
        """Those who can have a wallet; who has left the community keeps theirs."""
        found = {user_id: await self._who(guild_id, user_id) for user_id in user_ids}
        return [user_id for user_id, one in found.items() if one is None or not one.is_bot]

    async def _who(self, guild_id: int, user_id: int) -> Someone | None:
        place = guild_id, user_id
        if (known := self._known.get(place)) is None:
            guild = self._bot.get_guild(guild_id)
            try:
                member = None if guild is None else await guild.fetch_member(user_id)
            except discord.NotFound:
                member = None
            if member is None:
                return None
            known = Someone(user_id, member.display_name, member.bot)
        self._known[place] = known
        self._known.move_to_end(place)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return known
