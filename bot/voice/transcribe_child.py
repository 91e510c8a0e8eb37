"""Makes text of the tracks of a recording in a child process: `python -m bot.voice.transcribe_child`.

Each track has its text in a file of its own, which has its name once it is whole: so a child that was killed
has lost one track's work at the most, and who is taken out of a recording takes their text with them. The
packets are a stranger's and so may the transcriber be: the child binds itself before it begins.
"""

from __future__ import annotations

import json
import mmap
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from bot.voice.binding import bind
from bot.voice.ogg import BadOgg, packets_between
from bot.voice.opus import SAMPLE_RATE as OPUS_RATE
from bot.voice.opus import BadPacket
from bot.voice.transcriber import SAMPLE_RATE, NoTranscriber, Speech, Transcriber, made

#: What is longer is handed over in pieces.
LONGEST_SECONDS = 300
#: The exit code by which a child says that there is no such transcriber.
NO_TRANSCRIBER = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do, and what it may take for it."""

    transcriber: str
    model: str
    language: str
    #: Of each track all parts, where its text goes, and from which millisecond to which somebody spoke.
    tracks: tuple[tuple[tuple[str, ...], str, tuple[tuple[int, int], ...]], ...]
    cpu_seconds: int
    memory_megabytes: int

    def written(self) -> str:
        """As the standard input that `main` reads."""
        return json.dumps(asdict(self))


def transcribe(
    transcriber: Transcriber,
    parts: Sequence[Path],
    target: Path,
    turns: tuple[tuple[int, int], ...],
    language: str,
) -> None:
    """Write the text of a track, given in its parts.

    Raises:
        OSError: it cannot be read, or the text not written.
    """
    with ExitStack() as stack:
        track = [stack.enter_context(_mapped(part)) for part in parts]
        lines = [
            json.dumps(said, ensure_ascii=False)
            for start, end in _pieces(turns)
            for said in _said(transcriber, track, start, end, language)
        ]
    half = target.with_suffix(".lines-part")
    half.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if parts[0].exists():  # else it was taken out meanwhile
        half.replace(target)
    half.unlink(missing_ok=True)


@contextmanager
def _mapped(part: Path) -> Iterator[bytes]:
    with part.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data  # type: ignore[misc]  # it is searched and sliced as bytes are


def _pieces(turns: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start_ms, end_ms in turns:
        for start in range(start_ms, end_ms, LONGEST_SECONDS * 1000):
            yield start, min(end_ms, start + LONGEST_SECONDS * 1000)


def _said(
    transcriber: Transcriber, track: Sequence[bytes], start: int, end: int, language: str
) -> Iterator[dict[str, object]]:
    for line in transcriber.transcribe(speech_of(track, start, end), language or None):
        from_ms = start + round(line.start * 1000)
        to_ms = min(end, start + round(line.end * 1000))
        yield {"from": from_ms, "to": to_ms, "text": " ".join(line.text.split())}


def speech_of(track: Sequence[bytes], start_ms: int, end_ms: int) -> Speech:
    """What is said on the parts of a track between two milliseconds; what cannot be decoded is silence."""
    start, end = (moment * OPUS_RATE // 1000 for moment in (start_ms, end_ms))
    sound: NDArray[np.int16] = np.zeros(max(0, end - start), np.int16)
    decoder = av.CodecContext.create("libopus", "r")
    assert isinstance(decoder, av.AudioCodecContext), "libopus decodes audio"
    decoder.sample_rate, decoder.layout = OPUS_RATE, "stereo"
    try:
        for place, packet in chain.from_iterable(packets_between(part, start, end) for part in track):
            at = place - start
            for frame in _decoded(decoder, packet):
                mono = frame.to_ndarray().reshape(-1, 2).mean(axis=1).astype(np.int16)[: sound.size - at]
                sound[at : at + mono.size] = mono
                at += frame.samples
    except (BadOgg, BadPacket) as error:
        print(f"a track is damaged from here on: {error}", file=sys.stderr)  # noqa: T201 - the parent's log
    # Every third of what is left below the half of 16 kHz: a mean of three is filter enough for speech.
    whole = sound[: sound.size // 3 * 3].reshape(-1, OPUS_RATE // SAMPLE_RATE)
    speech: Speech = whole.mean(axis=1).astype(np.float32) / np.float32(32_768)
    return speech


def _decoded(decoder: av.AudioCodecContext, packet: bytes) -> list[av.AudioFrame]:
    try:
        return list(decoder.decode(av.Packet(packet)))
    except av.error.FFmpegError:
        return []  # a packet that is no sound


def main() -> int:
    """Do one job; answers the exit code."""
    given = json.loads(sys.stdin.read())
    given["tracks"] = tuple(
        (tuple(parts), target, tuple(map(tuple, turns))) for parts, target, turns in given["tracks"]
    )
    job = Job(**given)
    bind(nice=15, DATA=job.memory_megabytes << 20, CPU=job.cpu_seconds)
    try:
        transcriber = made(job.transcriber, job.model)
    except NoTranscriber as error:
        print(error, file=sys.stderr)  # noqa: T201 - the parent's log
        return NO_TRANSCRIBER
    for parts, target, turns in job.tracks:
        transcribe(transcriber, [Path(part) for part in parts], Path(target), turns, job.language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
