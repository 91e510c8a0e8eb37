"""Datagrams, as they cross the voice server.

Source: Discord documentation, "Voice Connections" (IP Discovery, Transport Encryption, Speaking)
and "Voice", Voice State Object.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from bot.sandbox.voice.crypto import AES_GCM, MODES, XCHACHA20
from bot.sandbox.voice.rtp import build
from bot.sandbox.voice.sessions import Traffic
from bot.sandbox.world import voice_states
from bot.testing import eventually
from tests.bot.sandbox.voice.stage import Stage
from tests.bot.sandbox.voice.voice_socket import VoiceSocket, voice_socket


class Room:
    """Connects people, and hangs up for all of them at the end."""

    def __init__(self, stage: Stage, stack: AsyncExitStack) -> None:
        self._stage = stage
        self._stack = stack

    async def connect(self, user_id: int, mode: str = XCHACHA20) -> VoiceSocket:
        connection = voice_socket(self._stage.sandbox.voice, self._stage.admit(user_id))
        voice = await self._stack.enter_async_context(connection)
        await voice.shake_hands(mode)
        return voice

    async def speaking(self, user_id: int, mode: str = XCHACHA20) -> VoiceSocket:
        voice = await self.connect(user_id, mode)
        await voice.speaking()
        await voice.settle()
        return voice

    def traffic(self, voice: VoiceSocket) -> Traffic:
        session = self._stage.sandbox.voice.calls.session(*voice.admission.key)
        assert session is not None
        return session.traffic


@pytest.fixture
async def room(stage: Stage) -> AsyncIterator[Room]:
    async with AsyncExitStack() as stack:
        yield Room(stage, stack)


async def test_discovery_answers_the_address_that_the_server_sees(stage: Stage, room: Room) -> None:
    voice = await room.connect(stage.listener())

    assert await voice.discover() == voice.udp.getsockname()


async def test_a_keepalive_of_eight_bytes_comes_back(stage: Stage, room: Room) -> None:
    voice = await room.connect(stage.listener())

    voice.send_datagram(b"\0\0\0\0\0\0\0\x07")

    assert await voice.datagram() == b"\0\0\0\0\0\0\0\x07"


@pytest.mark.parametrize("speaks", MODES)
@pytest.mark.parametrize("listens", MODES)
async def test_audio_reaches_a_listener_of_either_mode_under_the_speakers_header(
    stage: Stage, room: Room, speaks: str, listens: str
) -> None:
    speaker = await room.speaking(stage.speaker(), speaks)
    listener = await room.connect(stage.listener(), listens)

    speaker.send_datagram(speaker.packet(41, b"\xfcopus"))

    assert await listener.hear() == (build(41, 41 * 960, speaker.ssrc), b"\xfcopus")


async def test_each_listener_has_a_nonce_counter_of_their_own(stage: Stage, room: Room) -> None:
    one, two = await room.speaking(stage.speaker()), await room.speaking(stage.speaker())
    listener = await room.connect(stage.listener())

    one.send_datagram(one.packet(1, b"\xfca"))
    two.send_datagram(two.packet(1, b"\xfcb"))

    nonces = [(await listener.datagram())[-4:] for _ in range(2)]
    assert nonces == [b"\0\0\0\0", b"\0\0\0\1"]


async def test_two_speakers_hear_each_other_and_not_themselves(stage: Stage, room: Room) -> None:
    one, two = await room.speaking(stage.speaker()), await room.speaking(stage.speaker(), AES_GCM)

    one.send_datagram(one.packet(1, b"\xfcone"))
    two.send_datagram(two.packet(1, b"\xfctwo"))

    assert [(await voice.hear())[1] for voice in (one, two)] == [b"\xfctwo", b"\xfcone"]


@pytest.mark.parametrize("deafened_by", ["self", "server"])
async def test_who_is_deafened_gets_nothing(stage: Stage, room: Room, deafened_by: str) -> None:
    user_id = stage.listener(self_deaf=deafened_by == "self")
    if deafened_by == "server":
        voice_states.silence(stage.world, stage.guild_id, user_id, deaf=True)
    deaf, hearing = await room.connect(user_id), await room.connect(stage.listener())
    speaker = await room.speaking(stage.speaker())

    speaker.send_datagram(speaker.packet(1, b"\xfcopus"))

    await hearing.hear()
    assert (room.traffic(hearing).received, room.traffic(deaf).received) == (1, 0)


@pytest.mark.parametrize("state", ["audience", "invited", "muted"])
async def test_who_has_not_the_floor_is_heard_by_nobody(stage: Stage, room: Room, state: str) -> None:
    """An invited person is no speaker before the invitation is accepted."""
    user_id = stage.speaker() if state == "muted" else stage.listener()
    if state == "muted":
        voice_states.silence(stage.world, stage.guild_id, user_id, mute=True)
    elif state == "invited":
        stage.invite(user_id)
    voice = await room.speaking(user_id)

    voice.send_datagram(voice.packet(1, b"\xfcopus"))

    await eventually(lambda: room.traffic(voice).refused == 1)
    assert stage.sandbox.voice.media.heard.get(stage.channel_id, user_id) is None


async def test_audio_before_opcode_five_ends_the_connection(stage: Stage, room: Room) -> None:
    """ "You must send at least one Opcode 5 Speaking payload before sending voice data"."""
    voice = await room.connect(stage.speaker())

    voice.send_datagram(voice.packet(1, b"\xfcopus"))

    assert await voice.close_code() == 4020


async def test_audio_that_overtakes_its_announcement_is_not_lost(stage: Stage, room: Room) -> None:
    voice, listener = await room.connect(stage.speaker()), await room.connect(stage.listener())
    await voice.speaking(0)
    await voice.settle()
    voice.send_datagram(voice.packet(1, b"\xfcopus"))
    await eventually(lambda: room.traffic(voice).unannounced == 1)

    await voice.speaking(1)

    assert (await listener.hear())[1] == b"\xfcopus"
    assert room.traffic(voice).unannounced == 0


async def test_a_nonce_used_twice_under_one_key_is_counted(stage: Stage, room: Room) -> None:
    voice = await room.speaking(stage.speaker())
    for sequence in (1, 2):
        voice.sealer._counter = 7
        voice.send_datagram(voice.packet(sequence, b"\xfcopus"))

    await eventually(lambda: room.traffic(voice).packets == 2)
    assert room.traffic(voice).nonce_reuses == 1


async def test_missing_packets_are_counted(stage: Stage, room: Room) -> None:
    voice = await room.speaking(stage.speaker())
    for sequence in (65_534, 65_535, 1, 4, 3):
        voice.send_datagram(voice.packet(sequence, b"\xfcopus"))

    await eventually(lambda: room.traffic(voice).packets == 5)
    assert room.traffic(voice).lost == 2


async def test_what_does_not_open_is_counted_and_goes_nowhere(stage: Stage, room: Room) -> None:
    voice = await room.speaking(stage.speaker())
    voice.send_datagram(build(1, 960, voice.ssrc) + bytes(30))

    await eventually(lambda: room.traffic(voice).bad == 1)
    assert room.traffic(voice).forwarded == 0


async def test_strangers_are_counted(stage: Stage, room: Room) -> None:
    voice = await room.speaking(stage.speaker())
    other = await room.connect(stage.listener())
    other.send_datagram(voice.packet(1, b"\xfc"))  # another's SSRC
    voice.send_datagram(build(1, 1, 99) + bytes(30))
    voice.send_datagram(b"\x80\x65" + bytes(30))  # a video payload type
    voice.send_datagram(b"hello")

    strays = stage.sandbox.voice.media.strays
    await eventually(
        lambda: (
            (strays.wrong_address, strays.unknown_ssrc, strays.unknown_payload_type, strays.malformed)
            == (1, 1, 1, 1)
        )
    )
