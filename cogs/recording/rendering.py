"""Files of a replay: mixed, in a child process that is bounded, or its tracks packed as they are.

A file that was made is kept beside the tracks until one of them is removed; then it is made again when
somebody asks for it. Nothing half made is ever found: it has its name only once it is whole.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import unicodedata
import zipfile
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import UpstreamError
from bot.voice import children
from bot.voice.mixdown import OPUS, PEAKS, Job
from bot.voice.parts import in_order, place_of
from cogs.recording.api import Replay
from cogs.recording.folders import Folders
from cogs.recording.refusals import CannotBeMixed, NobodyInIt

log = logging.getLogger(__name__)

#: The tracks as they are, in one file.
TRACKS = "tracks"
#: Mixing takes about a fiftieth of the time that it plays, for each track; on a busy machine much more.
_LEAST_SECONDS = 60
_PROGRAM = "bot.voice.mixdown"
#: Of what somebody is called, in the name of their file.
LONGEST_NAME = 40
#: How often it is begun anew because a track was removed meanwhile.
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class About:
    """What is written into a file beside its sound."""

    tags: Mapping[str, str] = field(default_factory=dict)
    #: Where each part begins, in milliseconds, and what it is called.
    chapters: tuple[tuple[int, str], ...] = ()
    #: What its people are called.
    names: Mapping[int, str] = field(default_factory=dict)


#: What is to be written into the files of a replay.
Telling = Callable[[Replay], Awaitable[About]]
#: Who is in a replay, by its number: as the tables have it, which a withdrawal changes before any file goes.
People = Callable[[int], Awaitable[Collection[int]]]
Progress = Callable[[int], None]


def nobody_looks(_percent: int) -> None:
    """Say to nobody how far it is."""


class Renderer:
    """Makes files of replays, one at a time: the stages go on meanwhile."""

    def __init__(self, folders: Folders, about: Telling, people: People) -> None:
        self._folders = folders
        self._about = about
        self._people = people
        self._turn = asyncio.Lock()

    def has(self, replay: Replay, form: str) -> bool:
        """Whether a file is there already; looks at the disk."""
        return self._path(replay, form).exists()

    def kept(self, replay: Replay, form: str) -> Path | None:
        """A file that is there already, however busy the renderer is; looks at the disk."""
        path = self._path(replay, form)
        return path if path.exists() else None

    async def file_of(self, replay: Replay, form: str, progress: Progress = nobody_looks) -> Path:
        """The file of a replay in a form: `opus`, `mp3`, `wav`, or `tracks` for a zip of them.

        `progress` hears percentages while it is made, if it is not there yet.

        Raises:
            NobodyInIt: there is no track.
            CannotBeMixed: it took too long, or failed.
            UpstreamError: no process can be started, or the disk refuses.
        """
        async with self._turn:
            try:
                return await self._made(replay, form, progress)
            except OSError as error:
                raise UpstreamError(f"the file of replay {replay.id} cannot be made: {error}") from error

    async def opened(self, replay: Replay, form: str, progress: Progress = nobody_looks) -> io.BufferedReader:
        """The same, open to be read: in it is nobody who was taken out before it was opened.

        Raises:
            NobodyInIt, CannotBeMixed, UpstreamError: as `file_of`.
        """
        for _ in range(_MOST_TRIES):
            path = await self.file_of(replay, form, progress)
            before = await self.people_of(replay)
            try:
                file = await asyncio.to_thread(path.open, "rb")
            except FileNotFoundError:  # it went with somebody's voice, in this moment
                continue
            if await self.holds(replay, before):
                return file
            file.close()
        raise CannotBeMixed(topic=replay.topic)

    async def people_of(self, replay: Replay) -> frozenset[int]:
        """Who is in a replay just now."""
        return frozenset(await self._people(replay.id))

    async def holds(self, replay: Replay, people: frozenset[int]) -> bool:
        """Whether those who were in a replay still are."""
        return people == await self.people_of(replay)

    async def peaks_of(self, replay: Replay) -> dict[int, list[float]]:
        """How loud each person is, from 0 to 1, by equal pieces of a replay.

        Raises:
            NobodyInIt, CannotBeMixed, UpstreamError: as `file_of`.
        """
        return await _read_peaks(await self.file_of(replay, PEAKS))

    async def kept_peaks(self, replay: Replay) -> dict[int, list[float]] | None:
        """The same, if it has been found out; None if it has not."""
        try:
            return await _read_peaks(self._path(replay, PEAKS))
        except FileNotFoundError:
            return None

    def _path(self, replay: Replay, form: str) -> Path:
        return self._folders.mix_of(replay.id, "zip" if form == TRACKS else form)

    async def _made(self, replay: Replay, form: str, progress: Progress) -> Path:
        target = self._path(replay, form)
        for _ in range(_MOST_TRIES):
            tracks = await self._tracks(replay)
            if not tracks:
                raise NobodyInIt(topic=replay.topic)
            if target.exists():
                return target
            half = target.with_suffix(target.suffix + ".part")
            try:
                await self._make(replay, form, tracks, half, progress)
                if await self._are_there(replay, tracks):
                    half.replace(target)
                    # Once more: one may have been removed between the look and this.
                    if await self._are_there(replay, tracks):
                        return target
                    target.unlink(missing_ok=True)
            finally:
                half.unlink(missing_ok=True)
        raise CannotBeMixed(topic=replay.topic)

    async def _tracks(self, replay: Replay) -> list[Path]:
        """The tracks of those who are in a replay; of others nothing is left, and of what they were in."""
        tracks = await asyncio.to_thread(self._folders.tracks, replay.id)
        people = await self._people(replay.id)
        for gone in {int(name) for name in in_order(tracks)}.difference(people):
            await asyncio.to_thread(self._folders.remove_track, replay.id, gone)
        return [track for track in tracks if int(place_of(track)[0]) in people]

    async def _are_there(self, replay: Replay, tracks: Sequence[Path]) -> bool:
        return tracks == await self._tracks(replay)

    async def _make(
        self, replay: Replay, form: str, tracks: Sequence[Path], half: Path, progress: Progress
    ) -> None:
        if form == TRACKS:
            await asyncio.to_thread(_pack, tracks, half, (await self._about(replay)).names)
            return
        sources = tracks if form in {OPUS, PEAKS} else [await self._made(replay, OPUS, progress)]
        about = await self._about(replay)
        length = (replay.milliseconds or 0) // 1000
        job = Job(
            tuple(map(str, sources)),
            str(half),
            form,
            replay.milliseconds or 0,
            _LEAST_SECONDS + length * (1 + len(in_order(sources))),
            about.tags,
            about.chapters,
        )
        await mixed(job, progress)


async def mixed(job: Job, progress: Progress = nobody_looks) -> None:
    """Let a child do a job; `progress` hears percentages.

    Raises:
        CannotBeMixed: it took too long, or failed.
        OSError: no process can be started.
    """
    process = await children.started(_PROGRAM)
    try:
        async with asyncio.timeout(job.cpu_seconds):
            _, said, _ = await asyncio.gather(
                _follow(process, progress),
                children.last_said(process),
                children.feed(process, job.written().encode()),
            )
            await process.wait()
    except TimeoutError as error:
        raise CannotBeMixed(topic=job.tags.get("title", "…")) from error
    finally:
        await children.end(process)
    if process.returncode:
        log.error("%s was not mixed: exit code %s, %s", job.target, process.returncode, said)
        raise CannotBeMixed(topic=job.tags.get("title", "…"))


async def _follow(process: Process, progress: Progress) -> None:
    """Tell how far a child says it is."""
    assert process.stdout is not None
    while line := await process.stdout.readline():
        progress(int(line))


async def _read_peaks(path: Path) -> dict[int, list[float]]:
    levels: dict[str, list[float]] = json.loads(await asyncio.to_thread(path.read_text))
    return {int(user_id): found for user_id, found in levels.items()}


def _pack(tracks: Sequence[Path], target: Path, names: Mapping[int, str]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:  # they are compressed already
        for track in tracks:
            name = _tidy(names.get(int(place_of(track)[0]), ""))
            packed.write(track, f"{name}-{track.name}" if name else track.name)


def _tidy(name: str) -> str:
    """What of a name every system takes in that of a file; whoever is called by signs alone has none."""
    # Marks as well: many scripts write their vowels so.
    kept = (
        letter if unicodedata.category(letter)[0] in "LMN" else "-"
        for letter in unicodedata.normalize("NFC", name)
    )
    return re.sub("-+", "-", "".join(kept)).strip("-")[:LONGEST_NAME].rstrip("-")
