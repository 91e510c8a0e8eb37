"""Tracks become one file: everybody at their time, whatever a stranger's packets hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from bot.voice.mixdown import Job, mix
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE
from bot.voice.recording import Packet, Recording
from bot.voice.sources import Encoder

ADA, BOB = 1, 2


@pytest.fixture
def tracks(tmp_path: Path) -> tuple[str, ...]:
    """Ada speaks in the second second, Bob in the fourth; one of his packets is no sound."""
    recording, encoder = Recording(tmp_path, allows=lambda _user: True, began=0.0), Encoder()
    for user_id, start in ((ADA, 1.0), (BOB, 3.0)):
        for number in range(50):
            tone = np.sin(np.arange(FRAME_SAMPLES) * 2 * np.pi * 500 / SAMPLE_RATE) * 8_000
            opus = b"".join(encoder.encode(np.repeat(tone.astype(np.int16), 2).tobytes()))
            if (user_id, number) == (BOB, 10):
                opus = opus[:1] + b"\xff" * 3
            recording.take(
                user_id, user_id, number, Packet(number * FRAME_SAMPLES, start + (number + 1) * 0.02, opus)
            )
    recording.close(5.5)
    return tuple(str(recording.path_of(user_id)) for user_id in (ADA, BOB))


def job(tracks: tuple[str, ...], target: Path) -> Job:
    """Mix these into a file of the form that its ending says."""
    chapters = ((0, "Jazz"), (2_000, "Blues"))
    return Job(tracks, str(target), target.suffix[1:], "Evening", chapters, 5_500, 60)


def loud(path: Path) -> list[bool]:
    """In which half seconds something is heard."""
    with av.open(str(path)) as file:
        resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
        sound = np.concatenate(
            [
                made.to_ndarray().reshape(-1)
                for frame in file.decode(audio=0)
                for made in resampler.resample(frame)
            ]
        )
    half = SAMPLE_RATE // 2
    # The middle of each: codecs smear edges.
    return [
        bool(np.abs(sound[at + half // 4 : at + 3 * half // 4].astype(int)).mean() > 500)
        for at in range(0, 11 * half, half)
    ]


@pytest.mark.parametrize("form", ["opus", "mp3", "wav"])
def test_everybody_is_heard_at_their_time(tracks: tuple[str, ...], tmp_path: Path, form: str) -> None:
    target = tmp_path / f"mix.{form}"

    mix(job(tracks, target))

    assert loud(target) == [False, False, True, True, False, False, True, True, False, False, False]


def test_the_child_does_it_and_writes_title_and_chapters(tracks: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "mix.opus"

    done = subprocess.run(
        [sys.executable, "-m", "bot.voice.mixdown", job(tracks, target).written()],
        capture_output=True,
        check=False,
        timeout=100,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    with av.open(str(target)) as file:
        assert file.streams.audio[0].metadata.get("title", file.metadata.get("title")) == "Evening"
        if hasattr(file, "chapters"):
            assert [chapter["metadata"]["title"] for chapter in file.chapters()] == ["Jazz", "Blues"]
