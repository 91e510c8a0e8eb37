"""Makes the track of a process that was killed, or of a machine that lost its power, whole again."""

from __future__ import annotations

import mmap
import os
from dataclasses import dataclass
from pathlib import Path

from bot.voice.ogg import BadOgg, sound_pages
from bot.voice.opus import SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What there is of a track."""

    seconds: float
    #: How much of the file was torn, and is cut off now.
    cut_bytes: int


def salvage(path: Path) -> Salvaged:
    """Cut off what was torn at the end of a track; a whole one is left as it is.

    Raises:
        BadOgg: there is nothing to save: the file's own head is not whole. It is left as it is.
        OSError: it cannot be read or cut.
    """
    with path.open("r+b") as file:
        size = os.fstat(file.fileno()).st_size
        if not size:
            raise BadOgg("the file is empty")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            end, samples = sound_pages(data)  # type: ignore[arg-type]  # it is sliced as bytes are
        if end < size:
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
    return Salvaged(samples / SAMPLE_RATE, size - end)
