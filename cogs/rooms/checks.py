"""Questions asked of an interaction: on which stage, and of which room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interactions import asked_by, guild_id_of, is_steward, role_ids_of, voice_channel_id_of
from cogs.clubs.api import Club, Clubs
from cogs.rooms.refusals import BotsHostNothing, NoStage, NoSuchReport, NothingToReport, NotOpen
from cogs.rooms.reports import Reports
from cogs.rooms.settings import RoomSettings

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.api import Room, Rooms
    from cogs.rooms.service import RoomBook


#: No room's id has more.
MOST_DIGITS = 18


async def stage_for(
    interaction: discord.Interaction[Bot], club: Club, named: discord.StageChannel | None, rooms: Rooms
) -> discord.StageChannel | None:
    """The stage to open a room on: the one named, the club's own, the one the person is in, or a free one.

    None if one is to be made for it. A stage that is another club's own is nobody else's for being free.
    Answers once all that happened on the stages before is noted.

    Raises:
        NoStage: the community has no free stage channel, and makes none.
    """
    await rooms.caught_up(guild_id_of(interaction))
    if named is not None:
        return named
    rules = await interaction.client.settings.of(RoomSettings, club.guild_id, club.id)
    stages = sorted(guild_of(interaction).stage_channels, key=lambda stage: stage.position)
    here = [stage for stage in stages if stage.id == voice_channel_id_of(interaction)]
    free = [stage for stage in stages if stage.instance is None and rooms.on(stage.id) is None]
    own = [stage for stage in free if stage.id == club.stage_channel_id]
    clubs = await interaction.client.service(Clubs).of(club.guild_id)
    others = {other.stage_channel_id for other in clubs if other.id != club.id}
    pool = set(rules.stage_pool) or {stage.id for stage in free} - others
    pooled = [stage for stage in free if stage.id in pool]
    found = own + here + pooled
    if not found and not rules.stages_on_demand:
        raise NoStage
    return found[0] if found else None


async def stage_to_rehearse_on(
    interaction: discord.Interaction[Bot], club: Club, named: discord.StageChannel | None, rooms: RoomBook
) -> discord.StageChannel:
    """The stage on which an evening is played that does not take place, for those who open rooms there.

    Raises:
        MayNotOpenRooms: they do not, nor manage the server.
        ClubIsArchived: the club rests.
        NoStage: the community has no free stage channel.
    """
    if not is_steward(interaction):
        await rooms.openings.require_opener(club, interaction.user.id, role_ids_of(interaction))
    stage = await stage_for(interaction, club, named, rooms)
    if stage is None:
        raise NoStage
    return stage


def member_of(interaction: discord.Interaction[Bot]) -> discord.Member:
    """Whoever asks, as a member of the community."""
    assert isinstance(interaction.user, discord.Member), "the command is for guilds only"
    return interaction.user


def guild_of(interaction: discord.Interaction[Bot]) -> discord.Guild:
    """The community a guild-only command was used in."""
    assert interaction.guild is not None, "the command is for guilds only"
    return interaction.guild


async def hosted_by(interaction: discord.Interaction[Bot], rooms: Rooms) -> Room:
    """The room that whoever asks may run: on the stage they are on, else the only one they host.

    Raises:
        NotHost: the room is not theirs to run.
        NoRoomHere: there is no such room, or more than one.
    """
    return await rooms.hosted(*asked_by(interaction))


def host_of(person: discord.Member) -> int:
    """Somebody who was named, and can run a room.

    Raises:
        BotsHostNothing: it is a bot.
    """
    if person.bot:
        raise BotsHostNothing
    return person.id


def topic_on(stage: discord.StageChannel) -> str:
    """What a stage that is open in Discord is about.

    Raises:
        NotOpen: it is closed.
    """
    if stage.instance is None:
        raise NotOpen(channel=stage.name)
    return stage.instance.topic


async def offered_to(interaction: discord.Interaction[Bot]) -> list[Room]:
    """The newest rooms whose report whoever asks may read."""
    reports, steward = interaction.client.service(Reports), is_steward(interaction)
    return await reports.offered(guild_id_of(interaction), interaction.user.id, steward=steward)


async def room_asked_for(interaction: discord.Interaction[Bot], named: str | None) -> int:
    """The room that was chosen from those offered, by its id; else the newest.

    Raises:
        NoSuchReport: what was typed is none of them.
        NothingToReport: there is none yet.
    """
    if named is not None:
        if not (named.isascii() and named.isdigit() and len(named) <= MOST_DIGITS):
            raise NoSuchReport
        return int(named)
    offered = await offered_to(interaction)
    if not offered:
        raise NothingToReport
    return offered[0].id
