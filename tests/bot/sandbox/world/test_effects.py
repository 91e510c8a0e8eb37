"""Effects, sounds and statuses. Each test names its page of Discord's documentation."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world.effects import play_sound, react, set_voice_status
from bot.sandbox.world.permissions import Permission

SOUNDS = Permission.SPEAK | Permission.USE_SOUNDBOARD


def test_the_bot_hears_of_effects_only_where_it_is(scene: Any) -> None:
    # "Gateway Events", Voice Channel Effect Send: "in a voice channel the current user is connected to".
    alice = scene.listener()
    react(scene.world, scene.guild.id, alice.user_id, "🎉")
    scene.join(scene.bot_id)
    react(scene.world, scene.guild.id, alice.user_id, "👏")

    (event,) = scene.seen("VOICE_CHANNEL_EFFECT_SEND")
    assert (event["user_id"], event["emoji"]["name"]) == (str(alice.user_id), "👏")


def test_who_is_nowhere_sends_no_effect(scene: Any, expect_refused: Any) -> None:
    with expect_refused(40032):
        react(scene.world, scene.guild.id, scene.member(), "🎉")


def test_a_stage_takes_neither_sounds_nor_a_status(scene: Any, expect_refused: Any) -> None:
    # "Permissions": USE_SOUNDBOARD and SET_VOICE_CHANNEL_STATUS apply to voice channels only.
    scene.join(scene.bot_id)

    with expect_refused(50024):
        play_sound(scene.world, scene.stage, scene.bot_id, 1)
    with expect_refused(50024):
        set_voice_status(scene.world, scene.stage, scene.bot_id, "Reading")


def test_a_sound_is_an_effect(scene: Any) -> None:
    # "Soundboard Resource", Send Soundboard Sound.
    scene.allow(scene.bot_id, SOUNDS, scene.voice)
    scene.join(scene.bot_id, scene.voice)

    play_sound(scene.world, scene.voice, scene.bot_id, 1)

    assert scene.seen("VOICE_CHANNEL_EFFECT_SEND")[0]["sound_id"] == 1


def test_a_sound_needs_its_permission_and_presence(scene: Any, expect_refused: Any) -> None:
    # "Soundboard Resource", Send Soundboard Sound.
    with expect_refused(50013):
        play_sound(scene.world, scene.voice, scene.bot_id, 1)
    scene.allow(scene.bot_id, SOUNDS, scene.voice)
    with expect_refused(40032):
        play_sound(scene.world, scene.voice, scene.bot_id, 1)
    scene.join(scene.bot_id, scene.voice)
    with expect_refused(10097):
        play_sound(scene.world, scene.voice, scene.bot_id, 999)


@pytest.mark.parametrize("flag", ["deaf", "self_deaf", "mute", "suppress"])
def test_who_is_muffled_plays_nothing(scene: Any, expect_refused: Any, flag: str) -> None:
    # "Soundboard Resource", Send Soundboard Sound; "Opcodes and Status Codes", 50167.
    scene.allow(scene.bot_id, SOUNDS, scene.voice)
    setattr(scene.join(scene.bot_id, scene.voice), flag, True)

    with expect_refused(50167):
        play_sound(scene.world, scene.voice, scene.bot_id, 1)


def test_a_status_from_outside_takes_manage_channels_too(scene: Any, expect_refused: Any) -> None:
    # "Channel", Set Voice Channel Status.
    alice = scene.member()
    scene.allow(alice, Permission.SET_VOICE_CHANNEL_STATUS, scene.voice)
    with expect_refused(50013):
        set_voice_status(scene.world, scene.voice, alice, "Reading")

    scene.join(alice, scene.voice)
    set_voice_status(scene.world, scene.voice, alice, "Reading")

    assert scene.seen("VOICE_CHANNEL_STATUS_UPDATE")[0]["status"] == "Reading"
