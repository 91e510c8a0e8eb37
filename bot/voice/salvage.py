"""Makes the track of a process that was killed, or of a machine that lost its power, whole again."""

from __future__ import annotations

import mmap
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.voice.ogg import BadOgg, Whole, sound_pages
from bot.voice.opus import SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What there is of a track."""

    #: Up to which sample of the room's clock it goes.
    samples: int
    #: How much of the file was torn, and is cut off now.
    cut_bytes: int

    @property
    def seconds(self) -> float:
        """The same in seconds."""
        return self.samples / SAMPLE_RATE


class Reopened(NamedTuple):
    """A track that is ready to go on in the last of its parts."""

    whole: Whole
    #: All of its parts, in their order.
    parts: tuple[Path, ...]
    #: At which sample of the room's clock the last one begins.
    began: int


def salvage(path: Path) -> Salvaged:
    """Cut off what was torn at the end of a track; a whole one is left as it is.

    Raises:
        BadOgg: there is nothing to save: the file's own head is not whole. It is left as it is.
        OSError: it cannot be read or cut.
    """
    size = path.stat().st_size
    whole = _whole(path)
    if whole.end < size:
        _cut(path, whole.end)
    return Salvaged(whole.samples, size - whole.end)


def open_again(*parts: Path) -> Reopened:
    """Make a track ready to go on: of its last part is cut off what was torn, and the page that ended it.

    Raises:
        BadOgg: there is nothing to go on with. It is left as it is.
        OSError: it cannot be read or cut.
    """
    *before, path = parts
    began = max((salvage(part).samples for part in before), default=0)
    whole = _whole(path)
    if whole.open_end < path.stat().st_size:
        _cut(path, whole.open_end)
    # Of a part that holds nothing yet its own pages do not say where it begins.
    return Reopened(whole._replace(samples=max(whole.samples, began)), parts, began)


def _whole(path: Path) -> Whole:
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise BadOgg("the file is empty")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return sound_pages(data)  # type: ignore[arg-type]  # it is sliced as bytes are


def _cut(path: Path, end: int) -> None:
    with path.open("r+b") as file:
        file.truncate(end)
        file.flush()
        os.fsync(file.fileno())
