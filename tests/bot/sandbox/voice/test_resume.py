"""Source: Discord documentation, "Voice Connections", Resuming Voice Connection and Buffered Resume."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.voice.options import VoiceOptions
from bot.sandbox.world import voice_states
from bot.testing import eventually
from tests.bot.sandbox.voice.stage import Stage
from tests.bot.sandbox.voice.voice_socket import VoiceSocket, voice_socket


@pytest.fixture
async def lost(stage: Stage) -> AsyncIterator[VoiceSocket]:
    """A client whose handshake was done when its voice server crashed."""
    async with voice_socket(stage.sandbox.voice, stage.admit(stage.speaker())) as connection:
        await connection.shake_hands()
        stage.sandbox.voice.calls.crash(connection.admission.key)
        assert await connection.close_code() == 4015
        yield connection


async def test_what_was_missed_is_sent_again_in_order(stage: Stage, lost: VoiceSocket) -> None:
    missed = [stage.listener(), stage.listener()]

    async with voice_socket(stage.sandbox.voice, lost.admission) as again:
        await again.resume(seq_ack=lost.last_seq)

        assert await again.expect(9) is None
        assert [(await again.message())["d"]["user_ids"] for _ in missed] == [[str(who)] for who in missed]


async def test_a_resumed_session_goes_on_under_its_old_key_and_ssrc(stage: Stage, lost: VoiceSocket) -> None:
    async with voice_socket(stage.sandbox.voice, lost.admission) as again:
        await again.resume(seq_ack=lost.last_seq)
        await again.expect(9)
        again.ssrc = lost.ssrc
        await again.speaking()
        await again.settle()
        lost.send_datagram(lost.packet(1, b"\xfcstill here"))

        track = stage.sandbox.voice.media.heard
        await eventually(lambda: track.get(stage.channel_id, lost.admission.user_id))


async def test_a_client_that_saw_nothing_yet_gets_everything(stage: Stage, lost: VoiceSocket) -> None:
    async with voice_socket(stage.sandbox.voice, lost.admission) as again:
        await again.resume(seq_ack=-1)

        assert [(await again.message())["op"] for _ in range(3)][1:] == [9, 2]


async def test_what_was_acknowledged_is_gone_and_so_is_the_session(stage: Stage) -> None:
    async with voice_socket(stage.sandbox.voice, stage.admit(stage.speaker())) as voice:
        await voice.shake_hands()
        await voice.settle()
        async with voice_socket(stage.sandbox.voice, voice.admission) as again:
            await again.resume(seq_ack=0)

            assert await again.close_code() == 4006
        assert await voice.close_code() == 4006


async def test_a_session_that_is_gone_is_4006(stage: Stage, lost: VoiceSocket) -> None:
    voice_states.leave(stage.world, stage.guild_id, lost.admission.user_id)

    async with voice_socket(stage.sandbox.voice, lost.admission) as again:
        await again.resume()

        assert await again.close_code() == 4006


async def test_a_wrong_token_is_4004(stage: Stage, lost: VoiceSocket) -> None:
    async with voice_socket(stage.sandbox.voice, lost.admission) as again:
        await again.resume(token="wrong")

        assert await again.close_code() == 4004


async def test_a_connection_cut_without_a_word_may_be_resumed(stage: Stage) -> None:
    async with voice_socket(stage.sandbox.voice, stage.admit(stage.speaker())) as voice:
        await voice.shake_hands()
        connection = voice.ws._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.abort()
        session = next(iter(stage.sandbox.voice.calls))
        await eventually(lambda: session.mailbox.wire is None)
        async with voice_socket(stage.sandbox.voice, voice.admission) as again:
            await again.resume(seq_ack=voice.last_seq)

            assert await again.expect(9) is None


async def test_a_session_does_not_wait_for_ever() -> None:
    async with Sandbox.start(SandboxOptions(voice=VoiceOptions(resume_seconds=0.05))) as sandbox:
        stage = Stage(sandbox)
        async with voice_socket(sandbox.voice, stage.admit(stage.speaker())) as voice:
            await voice.shake_hands()
            sandbox.voice.calls.crash(voice.admission.key)

            await eventually(lambda: not list(sandbox.voice.calls))
