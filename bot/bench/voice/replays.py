"""A replay of four people who take turns, made by us and by ffmpeg's `amix`: its cost, and when it is there.

With ours comes what its picture is drawn from.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.bench.figures import Bound, Figure
from bot.bench.voice.sound import opus_frames
from bot.errors import OperatorError
from bot.voice.mixdown import OPUS, PEAKS, Job
from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS
from bot.voice.recording import Packet, Recording

PEOPLE = 4
#: How long a turn lasts, in frames; the next begins a second before or after its end, so that some overlap.
_TURN_FRAMES = (100, 1_500)
_APART_FRAMES = 50
_MIB = 1024 * 1024
_KIB = 1024
MOST_MIB = 100.0
MOST_READY_SECONDS = 10.0
_CPU_SECONDS = 3_600
OURS = [sys.executable, "-P", "-s", "-m", "bot.voice.mixdown"]

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program has used, with its children."""

    cpu_seconds: float
    peak_bytes: int
    wall_seconds: float


async def measured(minutes: float, rounds: int, say: Say) -> tuple[list[Figure], str]:
    """Make replays by turns; answers also what is missing."""
    ours: list[Cost] = []
    theirs: list[Cost] = []
    pictures: list[Cost] = []
    with tempfile.TemporaryDirectory() as place:
        tracks = await asyncio.to_thread(recorded, Path(place), minutes)
        for _ in range(rounds):
            for form, name, costs in ((OPUS, "ours", ours), (PEAKS, "its picture", pictures)):
                job = _our_job(tracks, Path(place, f"ours.{form}"), form, minutes)
                costs.append(await _used(OURS, name, say, job))
            if shutil.which("ffmpeg") is not None:
                theirs.append(await _used(_their_command(tracks, Path(place, "theirs.opus")), "ffmpeg", say))
    what = f"replay of {PEOPLE} x {minutes:g} min"
    figures = [
        Figure(
            f"{what}, CPU",
            "s",
            [cost.cpu_seconds for cost in ours],
            "ffmpeg amix",
            [cost.cpu_seconds for cost in theirs],
            bound=Bound(0.5),
        ),
        Figure(
            f"{what}, memory",
            "MiB",
            [cost.peak_bytes / _MIB for cost in ours],
            "ffmpeg amix",
            [cost.peak_bytes / _MIB for cost in theirs],
            bound=Bound(MOST_MIB, alone=True),
        ),
        Figure(
            f"{what}, ready with its picture",
            "s",
            [mix.wall_seconds + picture.wall_seconds for mix, picture in zip(ours, pictures, strict=True)],
            "ffmpeg amix",
            [cost.wall_seconds for cost in theirs],
            bound=Bound(MOST_READY_SECONDS, alone=True),
        ),
    ]
    return figures, "" if theirs else "ffmpeg: it is not on the PATH"


def recorded(folder: Path, minutes: float) -> list[Path]:
    """The tracks of a room in which people take turns, as our own recording writes them."""
    recording, frames = Recording(folder, allows=lambda _user: True, began=0.0), opus_frames()
    dice, end = random.Random(7), int(minutes * 60 / FRAME_SECONDS)  # noqa: S311 - the same room each time
    sequences = [0] * PEOPLE
    at, turn = 0, 0
    while at < end:
        user = turn % PEOPLE
        length = min(dice.randrange(*_TURN_FRAMES), end - at)
        for place in range(at, at + length):
            packet = Packet(place * FRAME_SAMPLES, (place + 1) * FRAME_SECONDS, frames[place % len(frames)])
            recording.take(user + 1, user + 1, sequences[user] % 65_536, packet)
            sequences[user] += 1
        at += max(1, length + dice.randrange(-_APART_FRAMES, _APART_FRAMES))
        turn += 1
    recording.close(end * FRAME_SECONDS)
    return [recording.path_of(user) for user in recording.speakers()]


def _our_job(tracks: list[Path], target: Path, form: str, minutes: float) -> bytes:
    job = Job(
        tracks=tuple(map(str, tracks)),
        target=str(target),
        form=form,
        milliseconds=int(minutes * 60_000),
        cpu_seconds=_CPU_SECONDS,
        tags={"title": "A replay"},
    )
    return job.written().encode()


def _their_command(tracks: list[Path], target: Path) -> list[str]:
    given = [word for track in tracks for word in ("-i", str(track))]
    mixed = f"amix=inputs={len(tracks)}:normalize=0,alimiter"
    # One thread, as ours has: more would be no less processor time.
    how = ["-filter_complex", mixed, "-threads", "1", "-filter_complex_threads", "1"]
    coded = ["-c:a", "libopus", "-b:a", "64k", str(target)]
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", *given, *how, *coded]


async def _used(command: list[str], name: str, say: Say, given: bytes = b"") -> Cost:
    """Run a program to its end; `given` is what it reads from its standard input.

    Raises:
        OperatorError: it failed.
    """

    def run() -> tuple[int, Cost]:
        # How far it is it says there, for whoever waits.
        silent = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
        with tempfile.TemporaryFile() as asked:
            asked.write(given)
            asked.seek(0)
            reads = (os.POSIX_SPAWN_DUP2, asked.fileno(), 0)
            began = time.monotonic()
            process = os.posix_spawnp(command[0], command, os.environ, file_actions=[silent, reads])
            _, status, used = os.wait4(process, 0)
            took = time.monotonic() - began
        cost = Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * _KIB, took)
        return os.waitstatus_to_exitcode(status), cost

    code, cost = await asyncio.to_thread(run)
    if code:
        raise OperatorError(f"{name} made no replay: it ended with {code}")
    say(
        f"replay, {name}: {cost.cpu_seconds:.1f} s of a core, {cost.peak_bytes / _MIB:.0f} MiB, "
        f"there after {cost.wall_seconds:.1f} s"
    )
    return cost
