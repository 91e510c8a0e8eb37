"""What a client is told of the others in its call: opcodes 5, 11 and 13.

Source: Discord documentation, "Opcodes and Status Codes", Voice Opcodes; "Voice Connections", Speaking.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.world import voice_states
from tests.bot.sandbox.voice.stage import Stage
from tests.bot.sandbox.voice.voice_socket import VoiceSocket, voice_socket


@pytest.fixture
async def ear(stage: Stage) -> AsyncIterator[VoiceSocket]:
    """A listener whose handshake is done."""
    async with voice_socket(stage.sandbox.voice, stage.admit(stage.listener())) as connection:
        await connection.shake_hands()
        yield connection


async def test_a_new_client_is_told_who_is_there(stage: Stage) -> None:
    present = {str(stage.listener()), str(stage.speaker())}

    async with voice_socket(stage.sandbox.voice, stage.admit(stage.listener())) as voice:
        await voice.shake_hands()

        assert set((await voice.expect(11))["user_ids"]) == present


async def test_comings_and_goings_are_told_with_a_number(stage: Stage, ear: VoiceSocket) -> None:
    somebody = stage.listener()
    voice_states.leave(stage.world, stage.guild_id, somebody)

    came, went = await ear.message(), await ear.message()

    assert came == {"op": 11, "d": {"user_ids": [str(somebody)]}, "seq": 3}
    assert went == {"op": 13, "d": {"user_id": str(somebody)}, "seq": 4}


async def test_who_speaks_is_told_by_ssrc(stage: Stage, ear: VoiceSocket) -> None:
    speaker = stage.speaker()
    async with voice_socket(stage.sandbox.voice, stage.admit(speaker)) as voice:
        await voice.shake_hands()
        await voice.speaking(5)

        told = await ear.expect(5)

    assert told == {"user_id": str(speaker), "ssrc": voice.ssrc, "speaking": 5, "delay": 0}


async def test_who_comes_later_is_told_who_is_speaking(stage: Stage) -> None:
    async with voice_socket(stage.sandbox.voice, stage.admit(stage.speaker())) as voice:
        await voice.shake_hands()
        await voice.speaking()
        await voice.settle()
        async with voice_socket(stage.sandbox.voice, stage.admit(stage.listener())) as late:
            await late.shake_hands()

            assert (await late.expect(5))["ssrc"] == voice.ssrc


async def test_the_audience_speaks_for_nobody_until_it_has_the_floor(stage: Stage, ear: VoiceSocket) -> None:
    person = stage.listener()
    async with voice_socket(stage.sandbox.voice, stage.admit(person)) as voice:
        await voice.shake_hands()
        await voice.speaking()
        await voice.settle()
        assert stage.sandbox.voice.as_dict()["sessions"][1]["speaking"] == 1
        stage.invite(person)
        voice_states.answer_invitation(stage.world, stage.guild_id, person, True)
        voice_states.silence(stage.world, stage.guild_id, person, mute=True)

        assert [(await ear.expect(5))["speaking"] for _ in range(2)] == [1, 0]


async def test_an_ssrc_that_is_not_ones_own_is_refused(ear: VoiceSocket) -> None:
    await ear.send(5, {"speaking": 1, "delay": 0, "ssrc": ear.ssrc + 1})

    assert await ear.close_code() == 4020
