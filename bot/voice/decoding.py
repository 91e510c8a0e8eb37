"""Ready packets as sound again, where they have to be mixed or made louder; for one thread."""

from __future__ import annotations

import av

from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE
from bot.voice.sources import FRAME_BYTES, Clip


class ClipPcm:
    """A clip as 20 ms of PCM after another. Fulfils `bot.voice.sources.Pcm`."""

    def __init__(self, clip: Clip, *, repeats: bool = False) -> None:
        """Take a clip; one that repeats begins again at its end.

        Raises:
            ValueError: it shall repeat, and is empty.
        """
        if repeats and not clip.packets:
            raise ValueError("an empty clip cannot be repeated")
        self._packets = clip.packets
        self._repeats = repeats
        self._place = 0
        self._codec = _decoder()

    @property
    def position_seconds(self) -> float:
        """How much of it was read so far; within one round, if it repeats."""
        return self._place * FRAME_SECONDS

    @property
    def length_seconds(self) -> float:
        """How long one round of it is."""
        return len(self._packets) * FRAME_SECONDS

    def read(self) -> bytes | None:
        """See `bot.voice.sources.Pcm.read`."""
        if self._place == len(self._packets) and self._repeats:
            self._place = 0
        if self._place == len(self._packets):
            return None
        packet = self._packets[self._place]
        self._place += 1
        return self._decoded(packet)

    def _decoded(self, packet: bytes) -> bytes:
        made = b"".join(
            bytes(memoryview(frame.planes[0])[: frame.samples * 4])
            for frame in self._codec.decode(av.Packet(packet))
        )
        # A decoder that leaves something out at its beginning is filled up: the place in the clip is kept.
        return made[:FRAME_BYTES].ljust(FRAME_BYTES, b"\0")


def _decoder() -> av.AudioCodecContext:
    codec = av.CodecContext.create("libopus", "r")
    assert isinstance(codec, av.AudioCodecContext), "libopus decodes audio"
    codec.sample_rate, codec.layout = SAMPLE_RATE, "stereo"
    assert FRAME_BYTES == FRAME_SAMPLES * 4
    return codec
