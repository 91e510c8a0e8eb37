"""Questions asked of an interaction: which room is it about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interactions import guild_id_of, voice_channel_id_of
from cogs.rooms.api import Room, Rooms

if TYPE_CHECKING:
    import discord

    from bot.client import Bot


async def hosted_room(interaction: discord.Interaction[Bot]) -> Room:
    """The room that whoever asks may run: on the stage they are on, else the only one they host.

    Raises:
        NotHost: the room is not theirs to run.
        NoRoomHere: there is no such room, or more than one.
    """
    return await interaction.client.service(Rooms).hosted(
        guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id
    )
