"""Sounds, statuses and effects, by plain discord.py over sockets. Each test names Discord's page."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.people import voice
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.stage_client import Club


def allow(club: Club, allowed: Permission) -> None:
    channel = club.sandbox.guild.channels[club.back_room.id]
    overwrite = Overwrite(club.bot_id, 1, int(allowed), 0)
    set_overwrite(club.sandbox.world, club.sandbox.guild, channel, overwrite)


async def test_a_stage_refuses_sounds_and_statuses(club: Club) -> None:
    # "Permissions": USE_SOUNDBOARD and SET_VOICE_CHANNEL_STATUS are for voice channels only.
    http = club.client.http
    for action in (
        http.send_soundboard_sound(club.stage.id, sound_id=1),
        http.edit_voice_channel_status("Reading", channel_id=club.stage.id),
    ):
        with pytest.raises(discord.HTTPException) as caught:
            await action
        assert caught.value.code == 50024


async def test_a_default_sound_is_played_in_a_voice_channel(club: Club) -> None:
    # "Soundboard Resource", Send Soundboard Sound and List Default Soundboard Sounds.
    allow(club, Permission.USE_SOUNDBOARD)
    await club.join(club.back_room)
    sound = (await club.client.fetch_soundboard_default_sounds())[0]

    _, effect = await club.caused("voice_channel_effect", club.back_room.send_sound(sound))

    assert effect.sound.id == sound.id


async def test_a_voice_channel_has_a_status(club: Club) -> None:
    # "Channel", Set Voice Channel Status.
    allow(club, Permission.SET_VOICE_CHANNEL_STATUS)

    await club.back_room.edit(status="Reading")

    assert club.sandbox.guild.channels[club.back_room.id].voice_status == "Reading"


async def test_the_bot_sees_reactions_of_the_channel_it_is_in(club: Club) -> None:
    # "Gateway Events", Voice Channel Effect Send.
    alice = club.listener()
    await club.join()

    async def react() -> None:
        voice.react(club.sandbox.world, alice, "🎉")

    _, effect = await club.caused("voice_channel_effect", react())

    assert (effect.channel, str(effect.emoji)) == (club.stage, "🎉")
