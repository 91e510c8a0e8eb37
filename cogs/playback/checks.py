"""Questions asked of an interaction: in which room, and whether this person may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.interactions import asked_by, guild_id_of, is_steward, role_ids_of, voice_channel_id_of
from bot.settings.store import COMMUNITY
from cogs.playback.refusals import MayNotKeepSounds, MayNotPlay
from cogs.playback.settings import PlaybackSettings, PlayedBy
from cogs.playback.sounds import Sound
from cogs.playback.uploads import Upload
from cogs.rooms.api import Room, Rooms, StageRole

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]


async def room_of(interaction: Asked) -> Room:
    """The live room on the stage the person is in, with all that happened there before noted.

    Raises:
        NoRoomHere: they are on no stage, or it carries no room.
    """
    rooms: Rooms = interaction.client.service(Rooms)
    return await rooms.here(guild_id_of(interaction), voice_channel_id_of(interaction))


async def hosted_room(interaction: Asked) -> Room:
    """The room that whoever asks may run: on the stage they are on, else the only one they host.

    Raises:
        NotHost: the room is not theirs to run.
        NoRoomHere: there is no such room, or more than one.
    """
    rooms: Rooms = interaction.client.service(Rooms)
    return await rooms.hosted(*asked_by(interaction))


async def hosted_room_of(interaction: Asked, room_id: int) -> Room:
    """The live room that a component named; whoever asks may run it.

    Raises:
        NoRoomHere: it is over.
        NotHost: it is not theirs to run.
    """
    rooms: Rooms = interaction.client.service(Rooms)
    return await rooms.named(guild_id_of(interaction), room_id, host_id=interaction.user.id)


async def rules_of(interaction: Asked, room: Room | None = None) -> PlaybackSettings:
    """What holds in a room, or in the whole community."""
    bot: Bot = interaction.client
    club_id = COMMUNITY if room is None else room.club_id
    return await bot.settings.of(PlaybackSettings, guild_id_of(interaction), club_id)


async def require_player(interaction: Asked, room: Room) -> None:
    """Prove that the person may let sounds be heard in a room.

    Raises:
        MayNotPlay: they may not; says who may.
    """
    played_by = (await rules_of(interaction, room)).played_by
    rooms: Rooms = interaction.client.service(Rooms)
    if played_by is PlayedBy.EVERYBODY:
        return
    role = rooms.roles_on(room.channel_id).get(interaction.user.id)
    if played_by is PlayedBy.SPEAKERS and role is StageRole.SPEAKER:
        return
    if not await rooms.is_host(room, interaction.user.id):
        raise MayNotPlay(by=played_by)


async def require_keeper(interaction: Asked, sound: Sound | None = None) -> None:
    """Prove that the person may change the community's sounds, or this one, which may be theirs.

    Raises:
        MayNotKeepSounds: they may not.
    """
    if is_steward(interaction):
        return
    if sound is not None and sound.added_by_id == interaction.user.id:
        return
    roles = (await rules_of(interaction)).sound_roles
    if not set(roles) & set(role_ids_of(interaction)):
        raise MayNotKeepSounds


def upload_of(file: discord.Attachment) -> Upload:
    """A file that was given to a command."""
    return Upload(file.size, file.read)
