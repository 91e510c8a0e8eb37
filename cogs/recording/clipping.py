"""Clips: a short piece of a recording as one file, also of one that runs.

A piece is cut out of each track as it lies on the disk, packet by packet; the pieces are mixed in the child
that mixes replays. Whoever is taken out of the recording meanwhile is not in the clip either, also if the
disk has not let go of their track yet, and if they are in again by the time it is made.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UpstreamError
from bot.voice.cutting import cut
from bot.voice.mixdown import Job
from bot.voice.ogg import BadOgg
from bot.voice.opus import SAMPLE_RATE, BadPacket
from bot.voice.parts import in_order, path_of
from cogs.recording.api import Replay
from cogs.recording.folders import Folders
from cogs.recording.refusals import BadMoment, CannotBeMixed, EndsBeforeItBegins, NothingSaid, TooLong
from cogs.recording.rendering import mixed

log = logging.getLogger(__name__)

#: What `/clip` takes if nobody says how much, and the most that a clip may be.
USUAL_SECONDS, MOST_SECONDS = 30, 300
_MIX_SECONDS = 120
_MOST_TRIES = 3
# A time as people write it: hours, minutes and seconds, each of so many digits at most.
_MOST_PARTS, _MOST_DIGITS = 3, 5

#: Who of some people may be heard in a recording just now, and how often each was taken out of it before.
Heard = Callable[[Replay, Collection[int]], Awaitable[Mapping[int, int]]]


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of a recording."""

    replay: Replay
    form: str
    content: bytes
    start: float  # in seconds on the room's clock
    seconds: float
    spoke: dict[int, float]  # by person, in seconds; who spoke most comes first
    heard: Mapping[int, int]  # as `Heard` told it of all who are in it, the bot among them


class Clipper:
    """Makes clips, one at a time."""

    def __init__(self, folders: Folders, heard: Heard) -> None:
        self._folders = folders
        self._heard = heard
        self._turn = asyncio.Lock()

    async def of(self, replay: Replay, start: float, end: float, form: str, nobody: int) -> Clip:
        """What was said in a recording between two seconds of its clock.

        What the bot played, as whom `nobody` is recorded, is heard, and is no reason to make a clip.

        Raises:
            NothingSaid: nobody whom it has spoke then.
            CannotBeMixed: the child took too long, or failed.
            UpstreamError: the disk refuses, or no process can be started.
        """
        async with self._turn:
            try:
                return await self._made(replay, max(0.0, start), end, form, nobody)
            except OSError as error:
                raise UpstreamError(f"no clip of replay {replay.id} can be made: {error}") from error

    async def holds(self, clip: Clip) -> bool:
        """Whether all who are in a clip may still be heard, and have been since it was cut."""
        return await self._heard(clip.replay, clip.heard.keys()) == clip.heard

    async def _made(self, replay: Replay, start: float, end: float, form: str, nobody: int) -> Clip:
        for _ in range(_MOST_TRIES):
            with tempfile.TemporaryDirectory(prefix="rostra-clip-") as folder:
                tracks = in_order(await asyncio.to_thread(self._folders.tracks, replay.id))
                heard = await self._heard(replay, [int(name) for name in tracks])
                allowed = {int(name): parts for name, parts in tracks.items() if int(name) in heard}
                spoke = await asyncio.to_thread(_cut_all, allowed, Path(folder), start, end)
                people = {user_id: seconds for user_id, seconds in spoke.items() if user_id != nobody}
                if not people:
                    raise NothingSaid
                target = Path(folder) / f"clip.{form}"
                pieces = tuple(str(path_of(Path(folder), user_id, 1)) for user_id in spoke)
                length = round((end - start) * 1000)
                await mixed(Job(pieces, str(target), form, length, _MIX_SECONDS, {"title": replay.topic}))
                content = await asyncio.to_thread(target.read_bytes)
            ordered = dict(sorted(people.items(), key=lambda each: -each[1]))
            in_it = {user_id: heard[user_id] for user_id in spoke}
            clip = Clip(replay, form, content, start, end - start, ordered, in_it)
            if await self.holds(clip):
                return clip
        raise CannotBeMixed(topic=replay.topic)


def _cut_all(tracks: Mapping[int, list[Path]], folder: Path, start: float, end: float) -> dict[int, float]:
    """Cut the same piece out of each track; answers how much each says in it, of those who say anything."""
    spoke = {}
    for user_id, parts in tracks.items():
        try:
            with path_of(folder, user_id, 1).open("wb") as target:
                spoke[user_id] = cut(parts, round(start * SAMPLE_RATE), round(end * SAMPLE_RATE), target)
        except FileNotFoundError:
            continue  # it was taken out in this moment
        except (BadOgg, BadPacket) as error:
            log.warning("%s is left out of a clip: %s", parts[0], error)
    return {user_id: seconds for user_id, seconds in spoke.items() if seconds}


def moment(typed: str) -> int:
    """The second that somebody typed as `90`, `1:30` or `1:02:30`.

    Raises:
        BadMoment: it is none of these.
    """
    parts = typed.strip().split(":")
    is_plain = all(part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS for part in parts)
    if len(parts) > _MOST_PARTS or not is_plain:
        raise BadMoment(typed=typed)
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds


def span(replay: Replay, start: str, end: str) -> tuple[int, int]:
    """From when to when somebody wants a recording that is over.

    Raises:
        BadMoment: one of them is no time.
        EndsBeforeItBegins: nothing lies between them, or they lie behind its end.
        TooLong: more lies between them than a clip may have.
    """
    begins, ends = moment(start), min(moment(end), -(-(replay.milliseconds or 0) // 1000))
    if ends <= begins:
        raise EndsBeforeItBegins(length=clock(-(-(replay.milliseconds or 0) // 1000)))
    if ends - begins > MOST_SECONDS:
        raise TooLong(minutes=MOST_SECONDS // 60)
    return begins, ends


def clock(seconds: float) -> str:
    """A time on the room's clock as people write it."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
