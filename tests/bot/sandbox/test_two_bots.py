"""Two bots of one owner in one guild: each has its own login, its own voice and its own limits.

Source: Discord documentation, "Gateway", Identify, and "Voice Connections", Connecting to Voice.
"""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.sandbox.server import Sandbox
from bot.testing import eventually
from tests.bot.sandbox.clients import log_in, plain_client


async def test_each_bot_is_told_what_is_its_own_and_both_are_heard_on_stages_of_one_guild(
    sandbox: Sandbox,
) -> None:
    second_app = sandbox.another_bot("Second")
    async with log_in(sandbox) as first, log_in(sandbox, token=second_app.token) as second:
        assert first.user is not None
        assert second.user is not None
        assert (first.user.id, second.user.id) == (sandbox.world.application.id, second_app.id)
        stages = [client.guilds[0].stage_channels for client in (first, second)]

        voices: list[discord.VoiceClient] = [
            await asyncio.wait_for(own[place].connect(reconnect=False), 10)
            for place, own in enumerate(stages)
        ]

        there = {state.user_id: state.channel_id for state in sandbox.guild.voice_states.values()}
        assert there == {first.user.id: stages[0][0].id, second.user.id: stages[0][1].id}
        assert all(voice.is_connected() for voice in voices)
        await second.guilds[0].me.edit(suppress=False)
        assert not sandbox.guild.voice_states[second.user.id].suppress
        assert sandbox.guild.voice_states[first.user.id].suppress


async def test_the_gateway_of_one_can_be_closed_alone(sandbox: Sandbox) -> None:
    second_app = sandbox.another_bot("Second")
    async with log_in(sandbox) as first, log_in(sandbox, token=second_app.token) as second:
        met = await sandbox.faults.inject("drop_gateway", code=4004, user_id=second_app.id)

        assert met == {"connections": 1}
        await eventually(second.is_closed)
        assert not first.is_closed()


async def test_a_token_that_is_nobodys_lets_nobody_in(sandbox: Sandbox) -> None:
    token = sandbox.another_bot("Second").token
    async with plain_client(sandbox) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login(token + "x")
