"""Voice states, by plain discord.py over sockets. Each test names Discord's page."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.sandbox.options import BOT_PERMISSIONS
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.voice_states import join
from tests.bot.sandbox.clients import log_in
from tests.bot.sandbox.house import expect_refused
from tests.bot.sandbox.stage_client import Club


async def test_the_bot_joins_in_the_audience(club: Club) -> None:
    # "Stage Instance", Definitions; bots are no exception.
    action = club.guild.change_voice_state(channel=club.stage)

    before, after = await club.voice_change(action, club.bot_id, lambda after: after.channel is not None)

    assert (before.channel, after.channel) == (None, club.stage)
    assert after.suppress
    assert after.requested_to_speak_at is None


async def test_the_bot_takes_the_stage(club: Club) -> None:
    # "Voice Resource", Modify Current User Voice State.
    await club.join()

    action = club.guild.me.edit(suppress=False)
    before, after = await club.voice_change(action, club.bot_id, lambda after: not after.suppress)

    assert (before.suppress, after.suppress) == (True, False)


async def test_the_bot_needs_mute_members_in_the_channel(club: Club) -> None:
    # "Voice Resource", Modify Current User Voice State, Caveats.
    await club.join()
    club.deny(Permission.MUTE_MEMBERS)

    await expect_refused(50013, club.guild.me.edit(suppress=False))
    await club.guild.me.edit(suppress=True)


async def test_the_bot_raises_its_hand_with_a_naive_time(club: Club) -> None:
    # "Voice Resource", Modify Current User Voice State; discord.py 2.7 sends no offset.
    await club.join()

    await club.guild.me.request_to_speak()

    assert club.state(club.bot_id).request_to_speak_timestamp is not None


async def test_the_bots_hand_needs_request_to_speak(club: Club) -> None:
    # "Voice Resource", Modify Current User Voice State, Caveats.
    await club.join()
    club.deny(Permission.REQUEST_TO_SPEAK)

    await expect_refused(50013, club.guild.me.request_to_speak())
    clear = {"channel_id": club.stage.id, "request_to_speak_timestamp": None}
    await club.client.http.edit_my_voice_state(club.guild.id, clear)


@pytest.mark.parametrize(("hours", "code"), [(-1, 50035), (24, None)])
async def test_a_hand_is_of_now_or_later(club: Club, hours: int, code: int | None) -> None:
    # "Voice Resource", Modify Current User Voice State: "any present or future time".
    await club.join()
    moment = (discord.utils.utcnow() + timedelta(hours=hours)).isoformat()
    action = club.client.http.edit_my_voice_state(
        club.guild.id, {"channel_id": club.stage.id, "request_to_speak_timestamp": moment}
    )

    if code is None:
        await action
    else:
        await expect_refused(code, action)


async def test_letting_a_person_speak_is_an_invitation(club: Club) -> None:
    # "Voice Resource", Modify User Voice State. The raw route, as discord.py's own adds a time.
    alice = club.listener()
    raw = club.client.http.edit_voice_state(
        club.guild.id, alice, {"channel_id": club.stage.id, "suppress": False}
    )

    _, after = await club.voice_change(raw, alice, lambda after: not after.suppress)

    assert after.requested_to_speak_at is not None


async def test_the_time_that_discord_py_adds_is_ignored(club: Club) -> None:
    # "Voice Resource", Modify User Voice State has no request_to_speak_timestamp.
    robot = await club.known(club.listener("robot", bot=True))

    await robot.edit(suppress=False)

    assert club.state(robot.id).request_to_speak_timestamp is None


async def test_a_hand_is_dismissed_by_suppressing(club: Club) -> None:
    # "Voice Resource", Modify User Voice State, Caveats.
    alice = await club.known(club.listener())
    club.state(alice.id).request_to_speak_timestamp = club.sandbox.clock.now()

    await alice.edit(suppress=True)

    assert club.state(alice.id).request_to_speak_timestamp is None


async def test_another_is_modified_with_mute_members_only(club: Club) -> None:
    # "Voice Resource", Modify User Voice State, Caveats.
    alice = await club.known(club.listener())
    club.deny(Permission.MUTE_MEMBERS)

    await expect_refused(50013, alice.edit(suppress=False))


async def test_no_voice_state_no_change(club: Club) -> None:
    # "Opcodes and Status Codes", 10065; "Voice Resource": the user must have joined.
    alice = await club.known(club.member())

    await expect_refused(10065, alice.edit(suppress=False))
    await expect_refused(10065, alice.fetch_voice())


async def test_a_voice_channel_has_no_audience(club: Club) -> None:
    # "Voice Resource", Caveats: "channel_id must currently point to a stage channel".
    await club.join(club.back_room)

    assert not club.state(club.bot_id).suppress
    await expect_refused(50024, club.guild.me.edit(suppress=True))


async def test_a_voice_state_is_fetched(club: Club) -> None:
    # "Voice Resource", Get User Voice State and Get Current User Voice State.
    alice = await club.known(club.listener())
    await club.join()

    assert (await alice.fetch_voice()).channel == club.stage
    assert (await club.guild.me.fetch_voice()).suppress


async def test_to_fetch_takes_connect(club: Club) -> None:
    # "Voice Resource", Get User Voice State: "must have permission to connect to the channel".
    alice = await club.known(club.listener())
    club.deny(Permission.CONNECT)

    await expect_refused(50013, alice.fetch_voice())


async def test_moving_resets_the_role(club: Club) -> None:
    await club.take_stage()
    second = next(each for each in club.guild.stage_channels if each != club.stage)

    _, (_, _, after) = await club.caused("voice_state_update", club.guild.change_voice_state(channel=second))

    assert after.channel == second
    assert after.suppress


async def test_a_refused_connection_is_met_with_silence(club: Club) -> None:
    # "Voice Connections": neither event comes; here for a full channel and for CONNECT.
    club.sandbox.guild.channels[club.stage.id].user_limit = 1
    club.listener()
    club.deny(Permission.MOVE_MEMBERS)
    club.deny(Permission.CONNECT, club.back_room.id)
    for channel in (club.stage, club.back_room):
        await club.guild.change_voice_state(channel=channel)

    # The answer to a request sent later proves that the silence is not a delay.
    await club.guild.query_members("nobody-of-that-name")
    assert club.bot_id not in club.sandbox.guild.voice_states


async def test_leaving_is_seen_without_a_channel(club: Club) -> None:
    # "Gateway Events", Update Voice State: channel_id is null when disconnecting.
    await club.join()

    action = club.guild.change_voice_state(channel=None)
    before, _ = await club.voice_change(action, club.bot_id, lambda after: after.channel is None)

    assert before.channel == club.stage


async def test_a_client_that_comes_later_finds_everybody(sandbox: Sandbox) -> None:
    # "Gateway Events", Guild Create Extra Fields, voice_states.
    alice = add_member(sandbox.world, sandbox.guild, "alice").user.id
    join(sandbox.world, sandbox.guild.id, alice, int(sandbox.ready.stage_channel_id))

    async with log_in(sandbox) as client:
        assert Club(sandbox, client).stage.voice_states[alice].suppress


async def test_a_moderator_moves_mutes_and_disconnects(club: Club) -> None:
    # "Guild", Modify Guild Member: channel_id and mute.
    alice = await club.known(club.listener())

    _, after = await club.voice_change(alice.edit(mute=True), alice.id, lambda after: after.mute)
    assert after.channel == club.stage
    await club.voice_change(
        alice.move_to(club.back_room), alice.id, lambda after: after.channel == club.back_room
    )
    before, _ = await club.voice_change(alice.move_to(None), alice.id, lambda after: after.channel is None)

    assert before.channel == club.back_room
    assert before.mute


async def test_a_moved_person_starts_in_the_audience(club: Club) -> None:
    alice = await club.known(club.listener())
    club.state(alice.id).suppress = False
    second = next(each for each in club.guild.stage_channels if each != club.stage)

    _, after = await club.voice_change(alice.move_to(second), alice.id, lambda after: after.channel == second)

    assert after.suppress


async def test_who_is_nowhere_cannot_be_moved(club: Club) -> None:
    # "Opcodes and Status Codes", 40032.
    alice = await club.known(club.member())

    await expect_refused(40032, alice.move_to(club.stage))


async def test_a_deleted_channel_empties(club: Club) -> None:
    # "Opcodes and Status Codes", Voice Close Event Codes: 4022, "channel deleted".
    alice = club.listener()

    await club.voice_change(club.stage.delete(), alice, lambda after: after.channel is None)

    assert club.sandbox.guild.voice_states == {}


async def test_a_kicked_person_leaves_voice() -> None:
    # "Opcodes and Status Codes", Voice Close Event Codes: 4014, "you were kicked".
    options = SandboxOptions(bot_permissions=BOT_PERMISSIONS | Permission.KICK_MEMBERS, rate_limits=False)
    async with Sandbox.start(options) as other, log_in(other) as client:
        club = Club(other, client)
        alice = await club.known(club.listener())
        await club.voice_change(alice.kick(), alice.id, lambda after: after.channel is None)

    assert alice.id not in other.guild.members
