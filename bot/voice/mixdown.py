"""Mixes the tracks of a recording in a child process: `python -m bot.voice.mixdown <job as JSON>`.

Tracks are decoded a second at a time and added up, so that hours take no more memory than minutes. The
packets are a stranger's, so the child binds itself before it decodes the first: memory, processor time, low
priority. One that cannot be decoded is silence, and the rest stays where it belongs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.container
import numpy as np
from numpy.typing import NDArray

from bot.voice.opus import SAMPLE_RATE

try:
    import resource
except ImportError:  # Windows has no such limits; that of the parent on the wall holds there too
    resource = None  # type: ignore[assignment]  # told apart below

Sound = NDArray[np.int16]

#: What a form is called, how it is packed, by which codec, at how many bits a second.
FORMS = {
    "opus": ("ogg", "libopus", 64_000),
    "mp3": ("mp3", "libmp3lame", 96_000),
    "wav": ("wav", "pcm_s16le", 0),
}
_BLOCK = SAMPLE_RATE
_MEMORY_BYTES = 1 << 30
_CHANNELS = 2
_MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do, and what it may take for it."""

    tracks: tuple[str, ...]
    target: str
    form: str
    title: str
    #: Where each part begins, in milliseconds, and what it is called.
    chapters: tuple[tuple[int, str], ...]
    milliseconds: int
    cpu_seconds: int

    def written(self) -> str:
        """As the argument that `main` reads."""
        return json.dumps(asdict(self))


def mix(job: Job) -> None:
    """Make the file.

    Raises:
        OSError: a track cannot be read, or the file not written.
    """
    container, codec, bit_rate = FORMS[job.form]
    tracks = [_blocks(Path(track)) for track in job.tracks]
    with av.open(job.target, "w", format=container) as out:
        stream = out.add_stream(codec, rate=SAMPLE_RATE)
        assert isinstance(stream, av.AudioStream), "the codecs are of sound"
        stream.layout = "stereo"
        if bit_rate:
            stream.bit_rate = bit_rate
        out.metadata["title"] = job.title
        _set_chapters(out, job)
        fifo, done = av.AudioFifo(), 0
        size = stream.codec_context.frame_size or _BLOCK
        for block in _sum_of(tracks, job.milliseconds * SAMPLE_RATE // 1000):
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
            frame.sample_rate, frame.pts = SAMPLE_RATE, done
            done += frame.samples
            fifo.write(frame)
            while (ready := fifo.read(stream.codec_context.frame_size or size)) is not None:
                out.mux(stream.encode(ready))
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


def _sum_of(tracks: list[Iterator[Sound]], samples: int) -> Iterator[Sound]:
    for start in range(0, samples, _BLOCK):
        total = np.zeros(_BLOCK * _CHANNELS, np.int32)
        for track in tracks:
            block = next(track, None)
            if block is not None:
                total += block
        fits = np.clip(total, -32_768, 32_767).astype(np.int16)
        yield fits[: (min(samples - start, _BLOCK)) * _CHANNELS].reshape(1, -1)


def _blocks(path: Path) -> Iterator[Sound]:
    """A track, a second at a time, each piece where its time stamp says."""
    block, base = np.zeros(_BLOCK * _CHANNELS, np.int16), 0
    for at, piece in _pieces(path):
        place, left = max(at, base), piece
        while left.size:
            while place >= base + _BLOCK:
                yield block
                block, base = np.zeros(_BLOCK * _CHANNELS, np.int16), base + _BLOCK
            start = (place - base) * _CHANNELS
            fits = left[: block.size - start]
            block[start : start + fits.size] = fits
            left, place = left[fits.size :], place + fits.size // _CHANNELS
    yield block


def _pieces(path: Path) -> Iterator[tuple[int, Sound]]:
    resampler = av.AudioResampler("s16", "stereo", SAMPLE_RATE)
    with av.open(str(path), format="ogg") as file:
        for packet in file.demux(audio=0):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                continue  # a packet that is no sound
            for frame in frames:
                at = frame.pts or 0
                for made in resampler.resample(frame):
                    sound = made.to_ndarray().reshape(-1).astype(np.int16, copy=False)
                    yield at, sound
                    at += sound.size // _CHANNELS


def main() -> int:
    """Do one job; answers the exit code."""
    given = json.loads(sys.argv[1])
    given["chapters"] = tuple(map(tuple, given["chapters"]))
    job = Job(**given)
    _bind(job)
    mix(job)
    return 0


def _bind(job: Job) -> None:
    if resource is None:
        return
    os.nice(10)
    for what, limit in (
        (resource.RLIMIT_DATA, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, job.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (allowed, allowed))


if __name__ == "__main__":
    sys.exit(main())
