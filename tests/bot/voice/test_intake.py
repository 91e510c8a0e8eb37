"""What comes in: opened with the key of the moment, named, held until it is, and counted if it is nothing."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice import crypto, ogg, rtp
from bot.voice.intake import UNNAMED_PACKETS, UNNAMED_STREAMS, Intake
from bot.voice.opus import SILENCE
from bot.voice.recording import Recording

ADA = 111


class Server:
    """Seals what speakers say, under a key that may change."""

    def __init__(self, intake: Intake, mode: str = crypto.AES_GCM) -> None:
        self.intake = intake
        self.mode = mode
        self.key: list[int] = []
        self.change_key(0)
        intake.connect(lambda: (self.mode, self.key))

    def change_key(self, first: int) -> None:
        self.key = list(range(first, first + 32))
        self._sealer = crypto.sealer(self.mode, bytes(self.key))

    def send(self, opus: bytes, *, ssrc: int = 1, sequence: int = 0) -> None:
        self.intake.take(self._sealer.seal(rtp.build(sequence, sequence * 960, ssrc), opus))

    def say(self, packets: list[bytes], *, ssrc: int = 1, first: int = 0) -> None:
        for place, opus in enumerate(packets, first):
            self.send(opus, ssrc=ssrc, sequence=place)


def talk(count: int, seed: int = 0) -> list[bytes]:
    return [b"\xfc" + struct.pack(">HH", seed, number) + bytes(20) for number in range(1, count + 1)]


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
def recording(intake: Intake, tmp_path: Path) -> Recording:
    begun = Recording(tmp_path, allows=lambda _user: True)
    intake.recording = begun
    return begun


def track(recording: Recording, user_id: int = ADA) -> list[bytes]:
    recording.close()
    path = recording.path_of(user_id)
    return [p for p in ogg.packets(path.read_bytes()) if len(p) > 14] if path.exists() else []


@pytest.mark.parametrize("mode", crypto.MODES)
def test_what_is_said_is_recorded(intake: Intake, recording: Recording, mode: str) -> None:
    server = Server(intake, mode)
    intake.name(1, ADA)

    server.say(talk(30))

    assert track(recording) == talk(30)


def test_packets_that_come_before_their_name_are_held(intake: Intake, recording: Recording) -> None:
    server = Server(intake)

    server.say(talk(10))
    intake.name(1, ADA)
    server.say(talk(20)[10:], first=10)

    assert track(recording) == talk(20)


def test_without_a_recording_nothing_is_kept_of_whoever_has_no_name_yet(intake: Intake) -> None:
    Server(intake).say(talk(10))

    assert intake._unnamed == {}
    assert intake.speaking() == frozenset()


def test_packets_whose_name_comes_last_are_handed_on_all_the_same(
    intake: Intake, recording: Recording
) -> None:
    Server(intake).say(talk(10))
    intake.name(1, ADA)

    intake.sweep(0.0)

    assert track(recording) == talk(10)


def test_no_more_is_held_than_allowed(intake: Intake, recording: Recording) -> None:
    server = Server(intake)
    server.say(talk(UNNAMED_PACKETS + 10))
    for ssrc in range(100, 100 + UNNAMED_STREAMS):
        server.send(talk(1)[0], ssrc=ssrc)

    assert intake.received.unnamed == 10 + UNNAMED_PACKETS
    assert len(intake._unnamed) == UNNAMED_STREAMS
    assert track(recording) == []


def test_another_key_is_noticed_at_its_first_packet(intake: Intake, recording: Recording) -> None:
    server = Server(intake)
    intake.name(1, ADA)
    server.say(talk(10))

    server.change_key(100)
    server.say(talk(20)[10:], first=10)

    assert intake.received.bad == 0
    assert track(recording) == talk(20)


def test_a_new_session_has_new_names(intake: Intake, recording: Recording) -> None:
    server = Server(intake)
    intake.name(1, ADA)
    server.say(talk(10))

    intake.begin_session()
    server.say(talk(10, seed=9), first=100)
    intake.name(1, 222)
    intake.sweep(0.0)

    assert track(recording) == talk(10)
    assert [p for p in ogg.packets(recording.path_of(222).read_bytes()) if len(p) > 14] == talk(10, seed=9)


def test_packets_of_zeros_are_dropped(intake: Intake, recording: Recording) -> None:
    server = Server(intake)
    intake.name(1, ADA)

    server.say([talk(1)[0], bytes(40), bytes(3), talk(4)[3]])

    assert intake.received.zeros == 2
    assert track(recording) == [talk(1)[0], talk(4)[3]]


def test_the_extension_of_real_clients_is_taken_off(intake: Intake, recording: Recording) -> None:
    server = Server(intake)
    intake.name(1, ADA)
    clear = struct.pack(">BBHII", 0x90, 0x78, 1, 960, 1) + b"\xbe\xde\x00\x01"

    intake.take(server._sealer.seal(clear, b"\x10\x1e\x00\x00" + talk(1)[0]))

    assert track(recording) == talk(1)


def test_who_is_heard_is_known_without_a_recording(intake: Intake) -> None:
    server = Server(intake)
    intake.name(1, ADA)
    intake.name(2, 222)

    server.say([SILENCE], ssrc=2)
    assert intake.speaking() == frozenset()
    server.say(talk(1), ssrc=1)

    assert intake.speaking() == {ADA}
    intake.sweep(intake.heard_at + 60)
    assert intake.speaking() == frozenset()


def test_an_answered_keepalive_is_counted_and_silence_after_it_is_noticed(intake: Intake) -> None:
    Server(intake)
    assert not intake.is_silent(-1.0)  # a server that never answered says nothing by its silence

    intake.take(bytes(8))

    assert intake.received.echoes == 1
    assert intake.is_silent(-1.0)
    assert not intake.is_silent(60.0)


def test_without_a_key_nothing_opens() -> None:
    intake = Intake()
    intake.take(rtp.build(1, 2, 3) + bytes(40))
    intake.connect(lambda: (crypto.AES_GCM, ()))
    intake.take(rtp.build(1, 2, 3) + bytes(40))

    assert intake.received.bad == 2


@given(st.binary(max_size=300))
def test_any_datagram_is_counted_and_none_raises(datagram: bytes) -> None:
    intake = Intake()
    Server(intake)

    intake.take(datagram)
    intake.take(b"\x80\x78" + datagram)

    received = intake.received
    assert received.strange + received.bad + received.echoes == 2
