"""A long file as sound, read while it is heard: an hour takes no more memory than a minute.

The file is one that was made here; what a packet of it holds may still be a stranger's, so one that cannot
be decoded is silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import av.error

from bot.voice.opus import FRAME_SECONDS, SAMPLE_RATE
from bot.voice.sources import FRAME_BYTES

_SAMPLE_BYTES = 4  # stereo, 16 bit
#: Whether the file is still there is asked so often: what somebody takes back is not played to its end.
_LOOK_FRAMES = 100


class StoredPcm:
    """An Ogg Opus file as 20 ms of PCM after another; for one thread. Fulfils `bot.voice.sources.Pcm`."""

    def __init__(self, path: Path) -> None:
        """Prepare; the file is opened with the first frame."""
        self._path = path
        self._pieces = _pieces(path)
        self._sound = bytearray()
        self._frames = 0

    @property
    def position_seconds(self) -> float:
        """How much of it was read so far."""
        return self._frames * FRAME_SECONDS

    def read(self) -> bytes | None:
        """See `bot.voice.sources.Pcm.read`."""
        if self._frames % _LOOK_FRAMES == 0 and not self._path.exists():
            return None
        while len(self._sound) < FRAME_BYTES:
            try:
                piece = next(self._pieces, None)
            except (OSError, av.error.FFmpegError):  # it is no file, or was cut off
                piece = None
            if piece is None:
                break
            self._sound += piece
        if not self._sound:
            return None
        frame = bytes(self._sound[:FRAME_BYTES])
        del self._sound[:FRAME_BYTES]
        self._frames += 1
        return frame.ljust(FRAME_BYTES, b"\0")


def _pieces(path: Path) -> Iterator[bytes]:
    resampler, done = av.AudioResampler("s16", "stereo", SAMPLE_RATE), 0
    with av.open(str(path), "r", format="ogg") as file:
        for packet in file.demux(audio=0):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                continue  # its time stays, as a gap
            for frame in frames:
                assert isinstance(frame, av.AudioFrame), "the stream is of sound"
                gap = (frame.pts or 0) - done
                while gap > 0:  # silence, a second at a time
                    quiet = min(gap, SAMPLE_RATE)
                    yield bytes(quiet * _SAMPLE_BYTES)
                    gap, done = gap - quiet, done + quiet
                for made in resampler.resample(frame):
                    yield bytes(memoryview(made.planes[0])[: made.samples * _SAMPLE_BYTES])
                    done += made.samples
