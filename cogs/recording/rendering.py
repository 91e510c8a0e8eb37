"""One file of a replay's tracks: mixed, in a child process that is bounded, or packed as they are.

A file that was made is kept beside the tracks until one of them is removed; then it is made again when
somebody asks for it. Nothing half made is ever found: it has its name only once it is whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import zipfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path

import bot
from bot.errors import UpstreamError
from bot.voice.mixdown import Job
from cogs.recording.api import Replay
from cogs.recording.folders import Folders
from cogs.recording.refusals import CannotBeMixed, NobodyInIt

log = logging.getLogger(__name__)

#: The tracks as they are, in one file.
TRACKS = "tracks"
#: Mixing takes about a fiftieth of the time that it plays, for each track; on a busy machine much more.
_LEAST_SECONDS = 60
_PROGRAM = "bot.voice.mixdown"
_ENVIRONMENT = {"PYTHONPATH": str(Path(bot.__file__).resolve().parent.parent), "OPENBLAS_NUM_THREADS": "1"}
_INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
#: How often it is begun anew because a track was removed meanwhile.
_MOST_TRIES = 3


class Renderer:
    """Makes files of replays, one at a time: the stages go on meanwhile."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._turn = asyncio.Lock()

    async def file_of(self, replay: Replay, form: str, topics: Sequence[tuple[int, str]]) -> Path:
        """The file of a replay in a form: `opus`, `mp3`, `wav`, or `tracks` for a zip of them.

        Raises:
            NobodyInIt: there is no track.
            CannotBeMixed: it took too long, or failed.
            UpstreamError: no process can be started, or the disk refuses.
        """
        async with self._turn:
            try:
                return await self._made(replay, form, topics)
            except OSError as error:
                raise UpstreamError(f"the file of replay {replay.id} cannot be made: {error}") from error

    async def _made(self, replay: Replay, form: str, topics: Sequence[tuple[int, str]]) -> Path:
        target = self._folders.mix_of(replay.id, "zip" if form == TRACKS else form)
        for _ in range(_MOST_TRIES):
            tracks = await asyncio.to_thread(self._folders.tracks, replay.id)
            if not tracks:
                raise NobodyInIt(topic=replay.topic)
            if target.exists():
                return target
            half = target.with_suffix(target.suffix + ".part")
            try:
                if form == TRACKS:
                    await asyncio.to_thread(_pack, tracks, half)
                else:
                    await self._mix(replay, form, topics, tracks, half)
                if tracks == await asyncio.to_thread(self._folders.tracks, replay.id):
                    half.replace(target)
                    return target
            finally:
                half.unlink(missing_ok=True)
        raise CannotBeMixed(topic=replay.topic)

    async def _mix(
        self, replay: Replay, form: str, topics: Sequence[tuple[int, str]], tracks: Sequence[Path], half: Path
    ) -> None:
        length = (replay.milliseconds or 0) // 1000
        most_seconds = _LEAST_SECONDS + length * (1 + len(tracks))
        job = Job(
            tuple(map(str, tracks)),
            str(half),
            form,
            replay.topic,
            tuple(topics),
            replay.milliseconds or 0,
            most_seconds,
        )
        await mixed(job)


async def mixed(job: Job) -> None:
    """Let a child do a job.

    Raises:
        CannotBeMixed: it took too long, or failed.
        OSError: no process can be started.
    """
    process = await _started(job)
    try:
        async with asyncio.timeout(job.cpu_seconds):
            _, said = await process.communicate()
    except TimeoutError as error:
        raise CannotBeMixed(topic=job.title) from error
    finally:
        await _end(process)
    if process.returncode:
        what = " ".join(said.decode(errors="replace").split())[-500:]
        log.error("%s was not mixed: exit code %s, %s", job.target, process.returncode, what)
        raise CannotBeMixed(topic=job.title)


def _pack(tracks: Sequence[Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:  # they are compressed already
        for track in tracks:
            packed.write(track, track.name)


async def _started(job: Job) -> Process:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-s", "-m", _PROGRAM, job.written()),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        env={**_ENVIRONMENT, **inherited},
    )


async def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
