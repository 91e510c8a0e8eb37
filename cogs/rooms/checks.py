"""Questions asked of an interaction: on which stage, and of which room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interactions import guild_id_of, voice_channel_id_of
from cogs.rooms.refusals import BotsHostNothing, NoStage

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.api import Club
    from cogs.rooms.api import Room, Rooms


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


async def hosted_by(interaction: discord.Interaction[Bot], rooms: Rooms) -> Room:
    """The room that whoever asks may run: on the stage they are on, else the only one they host.

    Raises:
        NotHost: the room is not theirs to run.
        NoRoomHere: there is no such room, or more than one.
    """
    return await rooms.hosted(guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id)


def host_of(person: discord.Member) -> int:
    """Somebody who was named, and can run a room.

    Raises:
        BotsHostNothing: it is a bot.
    """
    if person.bot:
        raise BotsHostNothing
    return person.id
