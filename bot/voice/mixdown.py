"""Makes files of a recording's tracks in a child process: `python -m bot.voice.mixdown`, and the job as JSON.

Tracks become one Opus file (`bot.voice.weaving`), that becomes another form, and how loud each track is at
which time becomes a list of numbers for a picture. Everything is read bit by bit, so that hours take no more
memory than minutes. The packets are a stranger's, so the child binds itself before it decodes the first:
memory, processor time, low priority. How far it is it says on its standard output, a percentage a line.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import IO

import av
import av.container
import numpy as np
from numpy.typing import NDArray

from bot.voice.binding import bind
from bot.voice.opus import SAMPLE_RATE
from bot.voice.parts import in_order
from bot.voice.weaving import loudness, weave

Sound = NDArray[np.int16]

OPUS = "opus"
#: How loud each track is, by piece of the whole: numbers from 0 to 1 for each, by the name of its file.
PEAKS = "peaks"
#: How the other forms are packed, by which codec, at how many bits a second.
FORMS = {"mp3": ("mp3", "libmp3lame", 96_000), "wav": ("wav", "pcm_s16le", 0)}
#: Into so many pieces the whole is cut for its picture.
PIECES = 900
# A file beyond 4 GB, six hours, is written as RF64, which players know too.
_OPTIONS = {"wav": {"rf64": "auto"}}
_BLOCK = SAMPLE_RATE
_MEMORY_BYTES = 1 << 30
_MILLISECOND = Fraction(1, 1000)

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do, and what it may take for it."""

    #: Those of people, with all of their parts, or one that was mixed before.
    tracks: tuple[str, ...]
    target: str
    form: str
    milliseconds: int
    cpu_seconds: int
    #: Names as Ogg and FFmpeg have them: title, artist, album, date, performer.
    tags: Mapping[str, str] = field(default_factory=dict)
    #: Where each part begins, in milliseconds, and what it is called.
    chapters: tuple[tuple[int, str], ...] = ()

    def written(self) -> str:
        """As the standard input that `main` reads."""
        return json.dumps(asdict(self))


def do(job: Job, progress: Progress = lambda _percent: None) -> None:
    """Make the file; `progress` hears percentages, each once.

    Raises:
        BadOgg: a track is none.
        OSError: a track cannot be read, or the file not written.
    """
    told = _Told(job.milliseconds * SAMPLE_RATE // 1000, progress)
    tracks = [Path(track) for track in job.tracks]
    if job.form == OPUS:
        with Path(job.target).open("wb") as file:
            weave(tracks, file, samples=told.whole, tags=_ogg_tags(job), progress=told.reached)
    elif job.form == PEAKS:
        found = {name: loudness(parts, told.whole, PIECES) for name, parts in in_order(tracks).items()}
        Path(job.target).write_text(json.dumps(found))
    elif len(tracks) == 1:
        _convert(job.tracks[0], job, told)
    else:
        with tempfile.TemporaryFile() as mixed:
            weave(tracks, mixed, samples=told.whole, tags={})
            mixed.seek(0)
            _convert(mixed, job, told)


class _Told:
    """Says how far it is whenever another percent is done."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self.whole = whole
        self._progress = progress
        self._percent = 0

    def reached(self, samples: int) -> None:
        """Take in up to where it goes."""
        percent = min(99, samples * 100 // max(1, self.whole))
        if percent > self._percent:
            self._percent = percent
            self._progress(percent)


def _ogg_tags(job: Job) -> dict[str, str]:
    """Tags, and chapters as https://wiki.xiph.org/Chapter_Extension has them."""
    tags = {name.upper(): text for name, text in job.tags.items()}
    for number, (start, title) in enumerate(job.chapters, 1):
        seconds, milliseconds = divmod(start, 1000)
        at = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"
        tags |= {f"CHAPTER{number:03}": at, f"CHAPTER{number:03}NAME": title}
    return tags


def _convert(mixed: str | IO[bytes], job: Job, told: _Told) -> None:
    container, codec, bit_rate = FORMS[job.form]
    with (
        av.open(mixed, "r", format="ogg") as file,
        av.open(job.target, "w", format=container, options=_OPTIONS.get(job.form, {})) as out,
    ):
        stream = out.add_stream(codec, rate=SAMPLE_RATE)
        assert isinstance(stream, av.AudioStream), "the codecs are of sound"
        stream.layout = "stereo"
        if bit_rate:
            stream.bit_rate = bit_rate
        out.metadata.update(job.tags)
        _set_chapters(out, job)
        resampler = av.AudioResampler(stream.codec_context.format.name, "stereo", SAMPLE_RATE)
        fifo, done = av.AudioFifo(), 0
        for frame in file.decode(audio=0):
            for made in resampler.resample(frame):
                made.pts, done = done, done + made.samples
                fifo.write(made)
            while (ready := fifo.read(stream.codec_context.frame_size or _BLOCK)) is not None:
                out.mux(stream.encode(ready))
            told.reached(done)
        rest = fifo.read()
        if rest is not None:
            out.mux(stream.encode(rest))
        out.mux(stream.encode(None))


def _set_chapters(out: av.container.OutputContainer, job: Job) -> None:
    if not job.chapters or not hasattr(out, "set_chapters"):  # PyAV before 15 writes none
        return
    ends = [start for start, _ in job.chapters[1:]] + [job.milliseconds]
    out.set_chapters(
        [
            {
                "id": number,
                "start": start,
                "end": max(start, end),
                "time_base": _MILLISECOND,
                "metadata": {"title": title},
            }
            for number, ((start, title), end) in enumerate(zip(job.chapters, ends, strict=True), 1)
        ]
    )


def main() -> int:
    """Do one job; answers the exit code."""
    given = json.load(sys.stdin)
    given["chapters"] = tuple(map(tuple, given["chapters"]))
    job = Job(**given)
    bind(nice=10, DATA=_MEMORY_BYTES, CPU=job.cpu_seconds)
    do(job, lambda percent: print(percent, flush=True))  # noqa: T201 - the parent reads it
    return 0


if __name__ == "__main__":
    sys.exit(main())
