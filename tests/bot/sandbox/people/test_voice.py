"""People do with voice what Discord's client offers them, and nothing else.

What becomes of it: Discord documentation, "Voice Resource", both Modify routes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.people import voice
from bot.sandbox.people.errors import ActorError
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.guilds import add_guild
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.stages import is_speaker
from bot.sandbox.world.voice_states import modify_other
from tests.bot.sandbox.world.conftest import Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def expect_refused(reason: str, action: Callable[..., Any], *arguments: Any, **fields: Any) -> None:
    with pytest.raises(ActorError, match=re.escape(reason)):
        action(*arguments, **fields)


def invite(scene: Scene, user_id: int) -> None:
    modify_other(scene.world, scene.guild.id, scene.bot_id, user_id, suppress=False)


def test_a_listener_raises_and_lowers_a_hand(scene: Scene) -> None:
    alice = scene.listener().user_id

    assert voice.raise_hand(scene.world, alice).request_to_speak_timestamp is not None
    expect_refused("raised already", voice.raise_hand, scene.world, alice)

    assert voice.lower_hand(scene.world, alice).request_to_speak_timestamp is None
    expect_refused("not raised", voice.lower_hand, scene.world, alice)


def test_only_who_is_invited_answers(scene: Scene) -> None:
    alice = scene.listener().user_id
    expect_refused("not invited", voice.answer_invitation, scene.world, alice, accept=True)
    invite(scene, alice)
    expect_refused("invited to speak already", voice.raise_hand, scene.world, alice)

    assert is_speaker(voice.answer_invitation(scene.world, alice, accept=True))

    expect_refused("a speaker already", voice.raise_hand, scene.world, alice)
    assert voice.step_down(scene.world, alice).suppress
    expect_refused("no speaker", voice.step_down, scene.world, alice)


def test_a_declined_invitation_leads_back_to_the_audience(scene: Scene) -> None:
    alice = scene.listener().user_id
    invite(scene, alice)

    state = voice.answer_invitation(scene.world, alice, accept=False)

    assert state.suppress
    assert state.request_to_speak_timestamp is None


def test_who_may_not_ask_has_no_button(scene: Scene) -> None:
    alice = scene.listener().user_id
    scene.deny(alice, Permission.REQUEST_TO_SPEAK)

    expect_refused("may not request to speak", voice.raise_hand, scene.world, alice)


def test_only_a_moderator_takes_the_stage(scene: Scene) -> None:
    alice = scene.listener().user_id
    expect_refused("no moderator", voice.take_stage, scene.world, alice)
    scene.allow(alice, Permission.MUTE_MEMBERS)

    assert is_speaker(voice.take_stage(scene.world, alice))
    expect_refused("already", voice.take_stage, scene.world, alice)


@pytest.mark.parametrize(
    ("denied", "reason"),
    [(Permission.VIEW_CHANNEL, "cannot see #stage"), (Permission.CONNECT, "may not connect to #stage")],
)
def test_a_channel_is_entered_with_permission(scene: Scene, denied: Permission, reason: str) -> None:
    alice = scene.member()
    scene.deny(alice, denied)

    expect_refused(reason, voice.join_voice, scene.world, alice, scene.stage.id)


def test_a_full_channel_says_so(scene: Scene) -> None:
    scene.stage.user_limit = 1
    scene.listener()

    expect_refused("#stage is full", voice.join_voice, scene.world, scene.member("bob"), scene.stage.id)


def test_nobody_joins_a_text_channel_or_one_they_are_in(scene: Scene) -> None:
    alice = scene.listener().user_id

    expect_refused("neither a stage", voice.join_voice, scene.world, alice, scene.text.id)
    expect_refused("in #stage already", voice.join_voice, scene.world, alice, scene.stage.id)


def test_who_is_nowhere_can_do_nothing(scene: Scene) -> None:
    alice = scene.member()

    for action in (voice.raise_hand, voice.leave_voice, voice.step_down, voice.set_self):
        expect_refused("in no voice channel", action, scene.world, alice)


def test_a_voice_channel_has_no_hands(scene: Scene) -> None:
    alice = scene.join(scene.member(), scene.voice).user_id

    expect_refused("is not a stage", voice.raise_hand, scene.world, alice)


def test_a_client_is_in_one_voice_channel_at_a_time(scene: Scene) -> None:
    alice = scene.listener().user_id
    other = add_guild(scene.world, "Elsewhere", scene.world.user(alice))
    channel = add_channel(scene.world, other, "far", ChannelType.STAGE)

    voice.join_voice(scene.world, alice, channel.id)

    assert alice not in scene.guild.voice_states
    assert alice in other.voice_states


def test_the_microphone_is_ones_own(scene: Scene) -> None:
    alice = scene.listener().user_id

    state = voice.set_self(scene.world, alice, mute=True)

    assert (state.self_mute, state.self_deaf) == (True, False)
    assert scene.seen("VOICE_STATE_UPDATE")[-1]["self_mute"] is True
