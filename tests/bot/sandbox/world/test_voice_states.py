"""Each rule names the page of Discord's documentation that it comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.world import voice_states
from bot.sandbox.world.channels import delete_channel
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.voice_states import (
    connect,
    join,
    leave,
    modify_other,
    modify_own,
    move,
    request_to_speak,
    silence,
)

# "Voice Resource" holds the caveats of both Modify routes; "Voice Connections" the user limit.


def role_of(state: Any) -> tuple[bool, bool]:
    return state.suppress, state.request_to_speak_timestamp is not None


AUDIENCE, HAND_RAISED, INVITED, SPEAKER = (True, False), (True, True), (False, True), (False, False)


@pytest.mark.parametrize("bot", [False, True])
def test_whoever_joins_a_stage_is_in_the_audience(scene: Any, bot: bool) -> None:
    # "Stage Instance", Definitions: a speaker is not suppressed. Moderators are no exception.
    assert role_of(scene.listener(bot=bot)) == AUDIENCE
    assert role_of(scene.join(scene.guild.owner_id)) == AUDIENCE


def test_whoever_joins_a_voice_channel_may_speak(scene: Any) -> None:
    # "Voice Resource", Voice State Structure: suppress is "permission to speak is denied".
    assert not scene.join(scene.member(), scene.voice).suppress


def test_who_may_not_speak_in_a_voice_channel_is_suppressed(scene: Any) -> None:
    # "Voice Resource", Voice State Structure.
    alice = scene.member()
    scene.deny(alice, Permission.SPEAK, scene.voice)

    assert scene.join(alice, scene.voice).suppress


def test_a_voice_state_comes_with_its_member(scene: Any) -> None:
    # "Voice Resource", Voice State Structure.
    alice = scene.listener()

    (event,) = scene.seen("VOICE_STATE_UPDATE")
    assert event["channel_id"] == str(scene.stage.id)
    assert event["member"]["user"]["id"] == event["user_id"] == str(alice.user_id)


def test_to_unsuppress_oneself_takes_mute_members(scene: Any, expect_refused: Any) -> None:
    # "Voice Resource", Modify Current User Voice State, Caveats.
    alice = scene.listener()

    with expect_refused(50013):
        modify_own(scene.world, scene.guild.id, alice.user_id, suppress=False)
    scene.allow(alice.user_id, Permission.MUTE_MEMBERS)
    modify_own(scene.world, scene.guild.id, alice.user_id, suppress=False)

    assert role_of(alice) == SPEAKER


def test_a_channel_overwrite_can_take_mute_members_from_the_bot(scene: Any, expect_refused: Any) -> None:
    # "Permissions", Permission Overwrites: permissions are computed in the channel.
    scene.join(scene.bot_id)
    scene.deny(scene.bot_id, Permission.MUTE_MEMBERS)

    with expect_refused(50013):
        modify_own(scene.world, scene.guild.id, scene.bot_id, suppress=False)


def test_one_can_always_suppress_oneself(scene: Any) -> None:
    # "Voice Resource", Modify Current User Voice State, Caveats.
    alice = scene.listener()
    alice.suppress = False

    modify_own(scene.world, scene.guild.id, alice.user_id, suppress=True)

    assert role_of(alice) == AUDIENCE


def test_a_hand_needs_request_to_speak(scene: Any, expect_refused: Any) -> None:
    # "Voice Resource", Modify Current User Voice State, Caveats.
    alice = scene.listener()
    scene.deny(alice.user_id, Permission.REQUEST_TO_SPEAK)

    with expect_refused(50013):
        request_to_speak(scene.world, scene.guild.id, alice.user_id, True)
    assert role_of(alice) == AUDIENCE


def test_a_hand_goes_up_and_may_always_come_down(scene: Any) -> None:
    # "Voice Resource", Modify Current User Voice State, Caveats.
    alice = scene.listener()

    request_to_speak(scene.world, scene.guild.id, alice.user_id, True)
    raised = role_of(alice)
    scene.deny(alice.user_id, Permission.REQUEST_TO_SPEAK)
    request_to_speak(scene.world, scene.guild.id, alice.user_id, False)

    assert (raised, role_of(alice)) == (HAND_RAISED, AUDIENCE)


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=3)])
def test_a_hand_may_be_of_now_or_of_the_future(scene: Any, ahead: timedelta) -> None:
    # "Voice Resource", Modify Current User Voice State: "any present or future time".
    alice = scene.listener()
    moment = scene.clock.now() + ahead

    modify_own(scene.world, scene.guild.id, alice.user_id, request_to_speak_timestamp=moment)

    assert alice.request_to_speak_timestamp == moment


def test_a_hand_of_the_past_is_refused(scene: Any, expect_refused: Any) -> None:
    # "Voice Resource", Modify Current User Voice State: "any present or future time".
    alice = scene.listener()
    moment = scene.clock.now() - timedelta(hours=1)

    with expect_refused(50035):
        modify_own(scene.world, scene.guild.id, alice.user_id, request_to_speak_timestamp=moment)


def test_a_client_that_did_not_follow_the_clock_still_means_now(scene: Any) -> None:
    alice = scene.listener()
    scene.clock.advance(86400)
    moment = datetime.now(UTC).replace(tzinfo=None)  # as discord.py 2.7 sends it

    modify_own(scene.world, scene.guild.id, alice.user_id, request_to_speak_timestamp=moment)

    assert role_of(alice) == HAND_RAISED


def test_to_unsuppress_a_person_is_to_invite_them(scene: Any) -> None:
    # "Voice Resource", Modify User Voice State, Caveats.
    alice = scene.listener()
    before = scene.clock.now()

    modify_other(scene.world, scene.guild.id, scene.bot_id, alice.user_id, suppress=False)

    assert role_of(alice) == INVITED
    assert alice.request_to_speak_timestamp is not None
    assert alice.request_to_speak_timestamp >= before


def test_to_unsuppress_a_bot_makes_it_a_speaker(scene: Any) -> None:
    # "Voice Resource", Modify User Voice State, Caveats.
    robot = scene.listener("robot", bot=True)

    modify_other(scene.world, scene.guild.id, scene.bot_id, robot.user_id, suppress=False)

    assert role_of(robot) == SPEAKER


def test_to_suppress_somebody_takes_their_hand_down(scene: Any) -> None:
    # "Voice Resource", Modify User Voice State, Caveats.
    alice = scene.listener()
    request_to_speak(scene.world, scene.guild.id, alice.user_id, True)

    modify_other(scene.world, scene.guild.id, scene.bot_id, alice.user_id, suppress=True)

    assert role_of(alice) == AUDIENCE


def test_to_modify_another_takes_mute_members(scene: Any, expect_refused: Any) -> None:
    # "Voice Resource", Modify User Voice State, Caveats.
    alice, bob = scene.listener("alice"), scene.listener("bob")

    with expect_refused(50013):
        modify_other(scene.world, scene.guild.id, bob.user_id, alice.user_id, suppress=False)


@pytest.mark.parametrize(("accept", "role"), [(True, SPEAKER), (False, AUDIENCE)])
def test_an_invitation_is_the_persons_to_answer(scene: Any, accept: bool, role: Any) -> None:
    # "Stage Instance", Definitions, with the caveats of "Voice Resource".
    alice = scene.listener()
    modify_other(scene.world, scene.guild.id, scene.bot_id, alice.user_id, suppress=False)

    voice_states.answer_invitation(scene.world, scene.guild.id, alice.user_id, accept)

    assert role_of(alice) == role


def test_an_invited_person_accepts_without_any_permission(scene: Any) -> None:
    alice = scene.listener()
    scene.deny(alice.user_id, Permission.REQUEST_TO_SPEAK)
    modify_other(scene.world, scene.guild.id, scene.bot_id, alice.user_id, suppress=False)

    modify_own(scene.world, scene.guild.id, alice.user_id, suppress=False)

    assert role_of(alice) == SPEAKER


def test_a_speaker_is_not_invited_again(scene: Any) -> None:
    alice = scene.listener()
    alice.suppress = False

    modify_other(scene.world, scene.guild.id, scene.bot_id, alice.user_id, suppress=False)

    assert role_of(alice) == SPEAKER


def test_only_a_stage_has_roles(scene: Any, expect_refused: Any) -> None:
    # "Voice Resource", both caveats: "channel_id must currently point to a stage channel".
    alice = scene.join(scene.member(), scene.voice)

    with expect_refused(50024):
        modify_own(scene.world, scene.guild.id, alice.user_id, suppress=True)
    with expect_refused(50024):
        modify_other(scene.world, scene.guild.id, scene.bot_id, alice.user_id, suppress=True)


def test_the_channel_must_be_the_one_they_are_in(scene: Any, expect_refused: Any) -> None:
    # "Voice Resource", both caveats: the user must already have joined `channel_id`.
    alice = scene.listener()
    other = scene.channel("other", ChannelType.STAGE)

    with expect_refused(10065):
        modify_own(scene.world, scene.guild.id, alice.user_id, channel_id=other.id, suppress=True)
    with expect_refused(50024):
        modify_own(scene.world, scene.guild.id, alice.user_id, channel_id=scene.text.id)
    with expect_refused(10003):
        modify_own(scene.world, scene.guild.id, alice.user_id, channel_id=1)


def test_who_is_not_in_voice_has_no_voice_state(scene: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 10065.
    with expect_refused(10065):
        modify_own(scene.world, scene.guild.id, scene.member(), suppress=True)


def test_moving_leaves_the_role_behind(scene: Any) -> None:
    alice = scene.listener()
    alice.suppress = False
    other = scene.channel("other", ChannelType.STAGE)

    assert role_of(scene.join(alice.user_id, other)) == AUDIENCE
    assert role_of(scene.join(alice.user_id, scene.voice)) == SPEAKER


def test_leaving_is_told_without_a_channel(scene: Any) -> None:
    # "Voice Resource", Voice State Structure: channel_id is null.
    alice = scene.listener()

    leave(scene.world, scene.guild.id, alice.user_id)

    assert scene.seen("VOICE_STATE_UPDATE")[-1]["channel_id"] is None
    assert scene.guild.voice_states == {}


def test_a_person_who_is_removed_leaves_voice(scene: Any, voice_server: Any) -> None:
    # "Opcodes and Status Codes", Voice Close Event Codes: 4014, "kicked".
    alice = scene.listener()

    remove_member(scene.world, scene.guild, alice.user_id)

    assert scene.seen("VOICE_STATE_UPDATE")[-1]["channel_id"] is None
    assert ("dismiss", scene.guild.id, alice.user_id, 4014) in voice_server.calls


def test_a_channel_that_is_deleted_empties(scene: Any, voice_server: Any) -> None:
    # "Opcodes and Status Codes", Voice Close Event Codes: 4022, "channel deleted".
    alice = scene.listener()

    delete_channel(scene.world, scene.guild, scene.stage)

    assert scene.seen("VOICE_STATE_UPDATE")[-1]["channel_id"] is None
    assert ("dismiss", scene.guild.id, alice.user_id, 4022) in voice_server.calls


@pytest.mark.usefixtures("voice_server")
def test_the_bot_is_given_a_voice_server(scene: Any) -> None:
    # "Voice Connections", Retrieving Voice Server Information.
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, False, True)

    (event,) = scene.seen("VOICE_SERVER_UPDATE")
    assert event == {"token": "token-2", "guild_id": str(scene.guild.id), "endpoint": "127.0.0.1:1"}
    assert scene.seen("VOICE_STATE_UPDATE")[-1]["self_deaf"] is True


@pytest.mark.usefixtures("voice_server")
def test_moving_gives_another_token(scene: Any) -> None:
    # "Voice Connections": "The token will be changed" on a change of channel.
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, False, False)
    connect(scene.world, scene.guild.id, scene.bot_id, scene.voice.id, False, False)

    first, second = scene.seen("VOICE_SERVER_UPDATE")
    assert first["token"] != second["token"]


@pytest.mark.usefixtures("voice_server")
def test_a_change_of_self_mute_gives_no_new_server(scene: Any) -> None:
    # "Gateway Events", Voice Server Update: sent when connecting and when a server fails.
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, False, False)
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, True, False)

    assert len(scene.seen("VOICE_SERVER_UPDATE")) == 1
    assert scene.seen("VOICE_STATE_UPDATE")[-1]["self_mute"] is True


@pytest.mark.usefixtures("voice_server")
def test_a_new_session_in_the_same_channel_gets_a_server(scene: Any) -> None:
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, False, False, "one")
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, True, False, "two")

    assert len(scene.seen("VOICE_SERVER_UPDATE")) == 2
    assert scene.seen("VOICE_STATE_UPDATE")[-1]["session_id"] == "two"


def test_a_full_channel_answers_nothing(scene: Any) -> None:
    # "Voice Connections": "When the voice channel is full, you will not receive" either event.
    scene.stage.user_limit = 1
    scene.listener()
    late = scene.member("late")

    connect(scene.world, scene.guild.id, late, scene.stage.id, False, False)

    assert len(scene.seen("VOICE_STATE_UPDATE")) == 1
    assert late not in scene.guild.voice_states


def test_move_members_gets_into_a_full_channel(scene: Any) -> None:
    # "Voice Connections": "Having MOVE_MEMBERS permission bypasses this limit".
    scene.stage.user_limit = 1
    scene.listener()

    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, False, False)

    assert scene.bot_id in scene.guild.voice_states


def test_without_connect_the_gateway_says_nothing(scene: Any) -> None:
    # "Permissions": CONNECT "allows for joining of a voice channel".
    alice = scene.member()
    scene.deny(alice, Permission.CONNECT)

    connect(scene.world, scene.guild.id, alice, scene.stage.id, False, False)

    assert scene.seen("VOICE_STATE_UPDATE") == []


def test_nobody_connects_to_a_text_channel(scene: Any) -> None:
    connect(scene.world, scene.guild.id, scene.bot_id, scene.text.id, False, False)

    assert scene.seen("VOICE_STATE_UPDATE") == []


def test_a_server_mute_lasts_beyond_the_channel(scene: Any, voice_server: Any) -> None:
    # "Guild", Modify Guild Member: mute and deaf belong to the member.
    alice = scene.listener()
    silence(scene.world, scene.guild.id, alice.user_id, mute=True, deaf=True)
    assert ("refresh", scene.guild.id, alice.user_id) in voice_server.calls

    again = join(scene.world, scene.guild.id, alice.user_id, scene.voice.id)

    assert (again.mute, again.deaf) == (True, True)


def test_who_is_not_connected_cannot_be_muted_or_moved(scene: Any, expect_refused: Any) -> None:
    # "Guild", Modify Guild Member: "Will throw a 400 error if the user is not in a voice channel".
    alice = scene.member()

    with expect_refused(40032):
        silence(scene.world, scene.guild.id, alice, mute=True)
    with expect_refused(40032):
        move(scene.world, scene.guild.id, alice, scene.stage.id)


def test_a_moderator_moves_and_disconnects(scene: Any) -> None:
    # "Guild", Modify Guild Member, channel_id.
    alice = scene.listener()
    move(scene.world, scene.guild.id, alice.user_id, scene.voice.id)
    assert scene.guild.voice_states[alice.user_id].channel_id == scene.voice.id

    move(scene.world, scene.guild.id, alice.user_id, None)

    assert alice.user_id not in scene.guild.voice_states


def test_without_connect_a_moderator_is_none(scene: Any) -> None:
    # "Permissions", Implicit Permissions: denying CONNECT denies MANAGE_CHANNELS and the like.
    scene.deny(scene.bot_id, Permission.CONNECT)

    granted = in_channel(scene.guild, scene.stage, scene.bot_id)
    assert not granted & (Permission.MANAGE_CHANNELS | Permission.MUTE_MEMBERS)


def test_a_gateway_session_that_is_over_leaves_voice(scene: Any) -> None:
    # "Opcodes and Status Codes", Voice Close Event Codes: 4014, "main gateway session dropped".
    connect(scene.world, scene.guild.id, scene.bot_id, scene.stage.id, False, False, "one")

    voice_states.session_ended(scene.world, "one")

    assert scene.bot_id not in scene.guild.voice_states
