"""A piece is cut out of a track, wherever it lies, also while the track is written."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.voice import ogg
from bot.voice.cutting import cut, is_silent
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE
from bot.voice.recording import Packet, Recording

ADA = 1


def frame(number: int) -> bytes:
    """A packet that says which it is, with the letters that begin a page in it."""
    return b"\xfcOggS" + number.to_bytes(3, "big") * 30


@pytest.fixture
def track(tmp_path: Path) -> Path:
    """Ada speaks for forty seconds from the tenth on, and for a second in the second minute."""
    recording = Recording(tmp_path, allows=lambda _user: True, began=0.0)
    spoken = [*range(500, 2_500), *range(6_000, 6_050)]
    for sequence, number in enumerate(spoken):
        packet = Packet(number * FRAME_SAMPLES, (number + 1) * 0.02, frame(number))
        recording.take(ADA, ADA, sequence, packet)
    recording.close(130.0)
    return recording.path_of(ADA)


def piece(track: Path, start: float, end: float) -> tuple[float, list[tuple[float, bytes]]]:
    """The seconds of speech, and each packet of it with its second in the piece."""
    target = io.BytesIO()
    seconds = cut([track], round(start * SAMPLE_RATE), round(end * SAMPLE_RATE), target)
    place, found = 0, []
    for packet in ogg.packets(target.getvalue()):
        if not is_silent(packet):
            found.append((place / SAMPLE_RATE, packet))
        place += ogg.packet_samples(packet)
    return seconds, found


@pytest.mark.parametrize("start", [0.0, 9.0, 10.0, 33.33, 49.0, 119.5])
def test_every_packet_of_a_piece_is_at_its_time(track: Path, start: float) -> None:
    numbers = [*range(500, 2_500), *range(6_000, 6_050)]
    expected = [number for number in numbers if start <= number * 0.02 < start + 3]

    seconds, found = piece(track, start, start + 3)

    assert [packet for _, packet in found] == [frame(number) for number in expected]
    assert seconds == pytest.approx(len(expected) * 0.02)
    for (at, _), number in zip(found, expected, strict=True):
        assert at == pytest.approx(number * 0.02 - start, abs=0.0026)


def test_where_nothing_is_said_there_is_nothing(track: Path) -> None:
    assert piece(track, 60.0, 90.0) == (0.0, [])
    assert piece(track, 500.0, 530.0) == (0.0, [])


def test_a_torn_end_is_left_out(track: Path, tmp_path: Path) -> None:
    content = track.read_bytes()
    torn = tmp_path / "torn.opus"
    torn.write_bytes(content[: content.rfind(b"OggS", 0, len(content) // 2) + 10])
    whole = ogg.sound_pages(torn.read_bytes()).samples / SAMPLE_RATE

    _, found = piece(torn, whole - 1.0, whole + 1.0)

    assert found
    assert max(at for at, _ in found) < 1.0
