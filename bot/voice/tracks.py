"""One speaker's track: packets in their places, silence between them, Ogg pages out.

The packets are as they came; nothing is decoded. A page holds half a second at most, so
that little is lost if the process dies, and the pages of many tracks are not all full at
the same moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.voice.ogg import OggOpusWriter
from bot.voice.opus import FRAME_SAMPLES, LONGEST_SAMPLES, SAMPLE_RATE, STEP_SAMPLES, silence

PAGE_FRAMES = 25
#: A page that is not full is closed when its first packet is this old.
PAGE_SECONDS = 0.4
#: Packets a page of long silence holds: it is not worth more pages.
_SILENT_PAGE_SAMPLES = LONGEST_SAMPLES * 255


class Sink(Protocol):
    """Where pages go, one after the other."""

    def write(self, pages: bytes) -> int:
        """Take whole pages; must not wait."""

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """No more will come."""


class Track:
    """The track of one speaker."""

    def __init__(self, sink: Sink, serial: int, tags: Mapping[str, str]) -> None:
        self._sink = sink
        self._writer = OggOpusWriter(sink, serial=serial, tags=tags, page_samples=SAMPLE_RATE)
        #: Other tracks have other first pages, and so their later ones are full at other times.
        self._room = 1 + serial % PAGE_FRAMES
        self._page_began: float | None = None
        #: Packets that are in the track, silence left out.
        self.packets = 0

    @property
    def end(self) -> int:
        """Up to where the track goes, in samples."""
        return self._writer.samples

    def add(self, place: int, opus: bytes, now: float) -> None:
        """Add a packet at its place; one that comes before the end is put at the end.

        Raises:
            BadPacket: it is no Opus packet.
            BadOgg: it is longer than a page.
        """
        gap = place - self._writer.samples
        if gap >= STEP_SAMPLES:
            self._be_silent(gap)
        self._writer.write(opus)
        self.packets += 1
        self._room -= 1
        if self._room <= 0:
            self.flush()
        elif self._page_began is None:
            self._page_began = now

    def flush_if_due(self, now: float) -> None:
        """Close the page if its first packet is old enough."""
        if self._page_began is not None and now - self._page_began >= PAGE_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Close the page."""
        self._writer.flush()
        self._room = PAGE_FRAMES
        self._page_began = None

    def close(self, end: int | None = None) -> None:
        """End the track, after silence up to `end`."""
        if end is not None and end - self._writer.samples >= STEP_SAMPLES:
            self._be_silent(end - self._writer.samples)
        self._writer.close()
        self._sink.close()

    def _be_silent(self, samples: int) -> None:
        for packet in silence(samples):
            self._writer.write(packet)
        if samples >= _SILENT_PAGE_SAMPLES:
            self.flush()
        self._room -= min(self._room - 1, samples // FRAME_SAMPLES)
