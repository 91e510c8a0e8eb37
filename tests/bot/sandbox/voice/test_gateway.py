"""The voice websocket, rule by rule.

Source: Discord documentation, "Voice Connections", and "Opcodes and Status Codes", Voice Close Event Codes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.voice.crypto import MODES
from bot.sandbox.voice.options import VoiceOptions
from bot.sandbox.voice.sessions import Admission
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import ChannelType
from bot.testing import eventually
from tests.bot.sandbox.voice.stage import Stage
from tests.bot.sandbox.voice.voice_socket import VoiceSocket, voice_socket


@pytest.fixture
def admission(stage: Stage) -> Admission:
    return stage.admit(stage.speaker())


@pytest.fixture
async def voice(stage: Stage, admission: Admission) -> AsyncIterator[VoiceSocket]:
    async with voice_socket(stage.sandbox.voice, admission) as connection:
        yield connection


@pytest.mark.parametrize("query", ["", "v=", "v=3", "v=9", "v=x"])
async def test_connections_without_an_accepted_version_are_rejected(
    stage: Stage, admission: Admission, query: str
) -> None:
    """Voice Gateway Versioning."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with voice_socket(stage.sandbox.voice, admission, query):
            pass

    assert refused.value.status == 400


async def test_hello_comes_first_and_tells_the_heartbeat_interval(voice: VoiceSocket) -> None:
    assert await voice.message() == {"op": 8, "d": {"v": 8, "heartbeat_interval": 13_750}}


async def test_a_client_may_identify_at_once_and_learns_where_to_send(voice: VoiceSocket) -> None:
    await voice.identify()

    ready = await voice.expect(2)

    assert ready["modes"] == list(MODES)
    assert ready["ip"] == "127.0.0.1"
    assert {"ssrc", "port"} <= ready.keys()


@pytest.mark.parametrize("mode", MODES)
async def test_the_session_description_has_the_key_and_no_end_to_end_encryption(
    voice: VoiceSocket, mode: str
) -> None:
    await voice.identify()
    await voice.expect(2)
    await voice.select(mode)

    description = await voice.expect(4)

    assert (description["mode"], description["dave_protocol_version"]) == (mode, 0)
    assert len(bytes(description["secret_key"])) == 32


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"user_id": "1"}, 4004),
        ({"session_id": "wrong"}, 4006),
        ({"server_id": "1"}, 4011),
        ({"token": None}, 4002),
        ({"user_id": "somebody"}, 4002),
        ({"color": "blue"}, 4002),
    ],
)
async def test_identify_is_checked(voice: VoiceSocket, changed: dict[str, Any], code: int) -> None:
    await voice.identify(**changed)

    assert await voice.close_code() == code


async def test_identifying_twice_is_4005(voice: VoiceSocket) -> None:
    await voice.identify()
    await voice.identify()

    assert await voice.close_code() == 4005


@pytest.mark.parametrize(("op", "d"), [(1, {"protocol": "udp"}), (5, {"speaking": 1})])
async def test_anything_before_identifying_is_4003(voice: VoiceSocket, op: int, d: Any) -> None:
    await voice.send(op, d)

    assert await voice.close_code() == 4003


@pytest.mark.parametrize("op", [2, 4, 10, 12, 99])
async def test_an_opcode_that_clients_do_not_send_is_4001(voice: VoiceSocket, op: int) -> None:
    await voice.send(op, None)

    assert await voice.close_code() == 4001


@pytest.mark.parametrize("text", ["", "{", "[]", '{"d": 1}', '{"op": "0"}', '{"op": 3, "d": 1, "x": 2}'])
async def test_what_cannot_be_decoded_is_4002(voice: VoiceSocket, text: str) -> None:
    await voice.ws.send_str(text)

    assert await voice.close_code() == 4002


async def test_an_unknown_protocol_is_4012(voice: VoiceSocket) -> None:
    await voice.identify()
    await voice.select(protocol="webrtc")

    assert await voice.close_code() == 4012


@pytest.mark.parametrize("mode", ["xsalsa20_poly1305", "aead_aes256_gcm", ""])
async def test_a_mode_that_was_discontinued_is_4016(voice: VoiceSocket, mode: str) -> None:
    """Transport Encryption Modes: refused since November 18th, 2024."""
    await voice.identify()
    await voice.select(mode)

    assert await voice.close_code() == 4016


async def test_what_is_not_modelled_is_said_aloud(stage: Stage, voice: VoiceSocket) -> None:
    await voice.ws.send_bytes(b"\x1a key package")

    assert await voice.close_code() == 4001
    assert "MLS is not modelled" in stage.world.gaps[0]


async def test_a_heartbeat_is_acknowledged_with_its_nonce(voice: VoiceSocket) -> None:
    await voice.send(3, {"t": 1501184119561, "seq_ack": -1})

    assert await voice.expect(6) == {"t": 1501184119561}


async def test_before_version_eight_a_heartbeat_is_its_nonce_and_nothing_is_numbered(
    stage: Stage, admission: Admission
) -> None:
    async with voice_socket(stage.sandbox.voice, admission, "v=4") as voice:
        await voice.send(3, 1501184119561)
        assert await voice.expect(6) == 1501184119561
        await voice.identify()
        assert "seq" not in await voice.message()


async def test_acknowledging_what_was_never_sent_is_a_bad_request(voice: VoiceSocket) -> None:
    await voice.send(3, {"t": 1, "seq_ack": 40})

    assert await voice.close_code() == 4020


async def test_a_client_without_a_heartbeat_times_out() -> None:
    options = SandboxOptions(voice=VoiceOptions(heartbeat_interval_ms=50))
    async with Sandbox.start(options) as sandbox:
        stage = Stage(sandbox)
        async with voice_socket(sandbox.voice, stage.admit(stage.listener())) as voice:
            assert await voice.close_code() == 4009


async def test_a_voice_channel_demands_end_to_end_encryption_and_a_stage_does_not(stage: Stage) -> None:
    """Close code 4017; "End-to-End Encryption" lists voice channels and no stages."""
    guild = stage.sandbox.guild
    room = next(channel for channel in guild.channels.values() if channel.type is ChannelType.VOICE)
    user_id = stage.listener()
    voice_states.join(stage.world, guild.id, user_id, room.id)

    async with voice_socket(stage.sandbox.voice, stage.admit(user_id)) as voice:
        await voice.identify(max_dave_protocol_version=0)
        assert await voice.close_code() == 4017
    async with voice_socket(stage.sandbox.voice, stage.admit(stage.listener())) as voice:
        await voice.identify(max_dave_protocol_version=0)
        assert await voice.expect(2)


async def test_a_new_connection_replaces_the_old_one(stage: Stage, voice: VoiceSocket) -> None:
    await voice.shake_hands()

    async with voice_socket(stage.sandbox.voice, voice.admission) as second:
        await second.shake_hands()

        assert await voice.close_code() == 4014
        assert second.ssrc != voice.ssrc


async def test_a_token_is_worth_nothing_once_another_was_given(stage: Stage, voice: VoiceSocket) -> None:
    """ "The `token` will be changed and you cannot re-use the previous session"."""
    stage.admit(voice.admission.user_id)
    await voice.identify()

    assert await voice.close_code() == 4004


@pytest.mark.parametrize("goes", [None, "another stage"])
async def test_who_leaves_or_is_moved_is_disconnected(
    stage: Stage, voice: VoiceSocket, goes: str | None
) -> None:
    await voice.shake_hands()
    stages = [c.id for c in stage.sandbox.guild.channels.values() if c.type is ChannelType.STAGE]

    voice_states.move(stage.world, stage.guild_id, voice.admission.user_id, stages[1] if goes else None)

    assert await voice.close_code() == 4014


async def test_a_client_that_says_goodbye_is_forgotten(stage: Stage, voice: VoiceSocket) -> None:
    await voice.shake_hands()

    await voice.ws.close()

    await eventually(lambda: not list(stage.sandbox.voice.calls))
