"""Tracks become one file: everybody at their time, whatever a stranger's packets hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from bot.voice.mixdown import PEAKS, PIECES, Job, do
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
    """Make a file of the form that its ending says."""
    chapters, tags = ((0, "Jazz"), (2_000, "Blues")), {"title": "Evening", "artist": "Night owls"}
    return Job(tracks, str(target), target.suffix[1:], 5_500, 60, tags, chapters)


@pytest.fixture
def mixed(tracks: tuple[str, ...], tmp_path: Path) -> Path:
    """Both of them in one file."""
    target = tmp_path / "mix.opus"
    do(job(tracks, target))
    return target


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


def test_everybody_is_heard_at_their_time(mixed: Path) -> None:
    assert loud(mixed) == [False, False, True, True, False, False, True, True, False, False, False]


@pytest.mark.parametrize("form", ["mp3", "wav"])
def test_other_forms_are_made_of_the_mixed_one_with_its_title_and_chapters(
    mixed: Path, tmp_path: Path, form: str
) -> None:
    target, told = tmp_path / f"mix.{form}", list[int]()

    do(job((str(mixed),), target), told.append)

    assert loud(target)[:9] == [False, False, True, True, False, False, True, True, False]
    assert told == sorted(set(told))
    assert told[-1] > 90
    with av.open(str(target)) as file:
        assert (file.metadata["title"], file.metadata["artist"]) == ("Evening", "Night owls")
        if form == "mp3" and hasattr(file, "chapters"):
            assert [chapter["metadata"]["title"] for chapter in file.chapters()] == ["Jazz", "Blues"]


def test_how_loud_each_is_is_told_by_pieces(tracks: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / f"mix.{PEAKS}"

    do(job(tracks, target))

    loudness = json.loads(target.read_text())
    ada, bob = loudness[str(ADA)], loudness[str(BOB)]
    second = PIECES // 5.5
    assert max(ada[int(1.2 * second) : int(1.8 * second)]) > 0.1
    assert not any(ada[int(2.2 * second) :])
    assert max(bob) > 0.1
    assert not any(bob[: int(2.8 * second)])


def test_the_child_does_it_and_says_how_far_it_is(tracks: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "mix.opus"

    done = subprocess.run(
        [sys.executable, "-m", "bot.voice.mixdown"],
        input=job(tracks, target).written().encode(),
        capture_output=True,
        check=False,
        timeout=100,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert all(0 < int(line) < 100 for line in done.stdout.split())
    with av.open(str(target)) as file:
        assert file.streams.audio[0].metadata.get("TITLE") == "Evening"
        if hasattr(file, "chapters"):
            assert [chapter["metadata"]["title"] for chapter in file.chapters()] == ["Jazz", "Blues"]
