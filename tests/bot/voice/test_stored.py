"""A long file is read while it is heard, and ends where it is when it is taken away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.voice import ogg
from bot.voice.clips import opus_packets
from bot.voice.opus import LONG_SILENCE, SILENCE
from bot.voice.sources import FRAME_BYTES
from bot.voice.stored import StoredPcm
from tests.bot.voice.files import tone


def stored(path: Path, packets: list[bytes]) -> StoredPcm:
    path.write_bytes(ogg.write(packets))
    return StoredPcm(path)


def test_packets_of_any_length_are_read_as_frames_and_the_position_is_known(tmp_path: Path) -> None:
    speech = opus_packets(tone(1_000))
    pcm = stored(tmp_path / "a.opus", [LONG_SILENCE] * 5 + [SILENCE] * 5 + speech)

    frames = list(iter(pcm.read, None))

    assert all(len(frame) == FRAME_BYTES for frame in frames)
    assert len(frames) == pytest.approx(35 + len(speech), abs=1)
    assert pcm.position_seconds == pytest.approx(len(frames) * 0.02)
    loud = [np.abs(np.frombuffer(frame, "<i2").astype(int)).mean() > 100 for frame in frames]
    assert not any(loud[:34])
    assert all(loud[40:-5])


def test_what_cannot_be_decoded_is_silence_and_the_rest_keeps_its_time(tmp_path: Path) -> None:
    speech = opus_packets(tone(1_000))
    broken = [
        packet[:1] + b"\xff" * 3 if number in range(10, 20) else packet
        for number, packet in enumerate(speech)
    ]

    frames = list(iter(stored(tmp_path / "a.opus", broken).read, None))

    assert len(frames) == pytest.approx(len(speech), abs=1)


def test_a_file_that_is_taken_away_is_not_played_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.opus"
    pcm = stored(path, opus_packets(tone(1_000)) * 20)
    assert pcm.read() is not None

    path.unlink()

    assert len(list(iter(pcm.read, None))) < 150
    assert StoredPcm(tmp_path / "never.opus").read() is None


def test_what_is_no_file_of_ours_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.opus"
    path.write_bytes(b"no sound")

    assert StoredPcm(path).read() is None
