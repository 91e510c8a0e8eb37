"""Questions asked of an interaction: which room is it about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interactions import guild_id_of, voice_channel_id_of
from cogs.recording.refusals import NothingRecorded, TooLargeToPost
from cogs.rooms.api import Room, Rooms

if TYPE_CHECKING:
    from pathlib import Path

    import discord

    from bot.client import Bot
    from cogs.recording.recorder import Recorder, Running


async def hosted_by(interaction: discord.Interaction[Bot]) -> Room:
    """The room that whoever asks may run: on the stage they are on, else the only one they host.

    Raises:
        NotHost: the room is not theirs to run.
        NoRoomHere: there is no such room, or more than one.
    """
    return await interaction.client.service(Rooms).hosted(
        guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id
    )


def running_here(interaction: discord.Interaction[Bot], recorder: Recorder) -> Running:
    """The recording that runs in the community.

    Raises:
        NothingRecorded: there is none.
    """
    running = recorder.of(guild_id_of(interaction))
    if running is None:
        raise NothingRecorded
    return running


def within_limit(interaction: discord.Interaction[Bot], path: Path) -> None:
    """Prove that Discord takes a file in this community.

    Raises:
        TooLargeToPost: it is larger; says by how much.
    """
    assert interaction.guild is not None, "the command is for guilds only"
    size, most = path.stat().st_size, interaction.guild.filesize_limit
    if size > most:
        raise TooLargeToPost(megabytes=-(-size // 1_000_000), most=most // 1_000_000)
