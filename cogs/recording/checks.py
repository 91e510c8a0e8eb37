"""Questions asked of an interaction: which recording is it about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interactions import guild_id_of, is_steward, voice_channel_id_of
from bot.settings.clubs import SettingClubs
from cogs.clubs.api import Club, Clubs
from cogs.recording.api import ReplayStatus
from cogs.recording.refusals import (
    MayNotClip,
    MayNotPublish,
    NeedsRepair,
    NoSuchReplay,
    NothingRecorded,
    TooLargeToPost,
)
from cogs.recording.settings import ClippedBy, RecordingSettings
from cogs.recording.shelf import Shelf
from cogs.rooms.api import Rooms, StageRole

if TYPE_CHECKING:
    import discord

    from bot.client import Bot
    from cogs.recording.api import Replay
    from cogs.recording.recorder import Recorder
    from cogs.recording.running import Running


def running_here(interaction: discord.Interaction[Bot], recorder: Recorder) -> Running | None:
    """The recording of the room that somebody is in; None if they are in none that is recorded."""
    here = voice_channel_id_of(interaction)
    running = recorder.of(guild_id_of(interaction))
    return next((one for one in running if one.replay.channel_id == here), None)


async def recorded_where(interaction: discord.Interaction[Bot], recorder: Recorder) -> Running:
    """The recording of the room that somebody is in, who may make clips of it.

    Raises:
        NothingRecorded: they are in no room that is recorded.
        MayNotClip: the club lets others make them; says whom.
    """
    running, user_id = running_here(interaction, recorder), interaction.user.id
    rooms = interaction.client.service(Rooms)
    room = None if running is None else rooms.on(running.replay.channel_id)
    if running is None or room is None:
        raise NothingRecorded
    rules = await interaction.client.settings.of(RecordingSettings, room.guild_id, room.club_id)
    speaks = rooms.roles_on(room.channel_id).get(user_id) is StageRole.SPEAKER
    allowed = rules.clips is ClippedBy.EVERYBODY or (rules.clips is ClippedBy.SPEAKERS and speaks)
    if not allowed and not await rooms.is_host(room, user_id):
        raise MayNotClip(by=rules.clips)
    return running


async def run_by(interaction: discord.Interaction[Bot], replay_id: int, *, damaged: bool = False) -> Replay:
    """A recording that whoever asks may have and delete; with `damaged` also one that needs repair.

    Raises:
        NoSuchReplay: it is not theirs, or there is none.
        NeedsRepair: its files cannot be read yet.
    """
    shelf, steward = interaction.client.service(Shelf), is_steward(interaction)
    found = await shelf.one(guild_id_of(interaction), interaction.user.id, replay_id, steward=steward)
    if found.status is ReplayStatus.REPAIR and not damaged:
        raise NeedsRepair(topic=found.topic)
    return found


async def own(interaction: discord.Interaction[Bot], replay_id: int) -> Replay:
    """A recording in which whoever asks is heard.

    Raises:
        NoSuchReplay: they are not, or there is none.
    """
    shelf, user_id = interaction.client.service(Shelf), interaction.user.id
    for replay in await shelf.with_track_of(guild_id_of(interaction), user_id, replay_id=replay_id):
        return replay
    raise NoSuchReplay


async def club_to_publish(interaction: discord.Interaction[Bot], name: str) -> Club:
    """The club of that name, if whoever asks may decide on its podcast: as on its settings.

    Raises:
        NoSuchClub: there is none.
        MayNotPublish: they may not.
    """
    guild_id, user_id = guild_id_of(interaction), interaction.user.id
    club: Club = await interaction.client.service(Clubs).named(guild_id, name)
    who_sets = interaction.client.service(SettingClubs)
    if not is_steward(interaction) and not await who_sets.may_set(guild_id, club.id, user_id):
        raise MayNotPublish(club=club.name)
    return club


def fits(interaction: discord.Interaction[Bot], replay: Replay, size: int) -> None:
    """Prove that Discord takes so many bytes of a replay in this community.

    Raises:
        TooLargeToPost: they are more; says by how many.
    """
    assert interaction.guild is not None, "the command is for guilds only"
    most = interaction.guild.filesize_limit
    if size > most:
        raise TooLargeToPost(megabytes=-(-size // 1_000_000), most=most // 1_000_000, replay=replay.id)
