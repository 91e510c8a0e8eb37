"""Questions asked of an interaction: on which stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interactions import guild_id_of, voice_channel_id_of
from cogs.rooms.refusals import NoStage

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.api import Club
    from cogs.rooms.api import Rooms


async def stage_for(
    interaction: discord.Interaction[Bot], club: Club, named: discord.StageChannel | None, rooms: Rooms
) -> discord.StageChannel:
    """The stage to open a room on: the one named, the club's own, the one the person is in, or a free one.

    Answers once all that happened on the stages before is noted.

    Raises:
        NoStage: the community has no free stage channel.
    """
    await rooms.caught_up(guild_id_of(interaction))
    if named is not None:
        return named
    assert interaction.guild is not None, "the command is for guilds only"
    stages = sorted(interaction.guild.stage_channels, key=lambda stage: stage.position)
    here = [stage for stage in stages if stage.id == voice_channel_id_of(interaction)]
    free = [stage for stage in stages if stage.instance is None and rooms.on(stage.id) is None]
    own = [stage for stage in free if stage.id == club.stage_channel_id]
    if not own + here + free:
        raise NoStage
    return (own + here + free)[0]
