"""One speaker's track: packets in their places, silence between them, Ogg pages out.

The packets are as they came; nothing is decoded. A page holds half a second at most, so
that little is lost if the process dies, and the pages of many tracks are not all full at
the same moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.voice.ogg import BadOgg, OggOpusWriter, Whole
from bot.voice.opus import LONGEST_SAMPLES, STEP_SAMPLES, silence

PAGE_FRAMES = 25
#: A page that is not full is closed when its first packet is this old.
PAGE_SECONDS = 0.4
#: So much, in so many packets with the silences between them, fits into a page whatever their sizes are:
#: a page has 255 segments of 255 bytes, and a packet begins a new one (RFC 3533, section 6).
PAGE_BYTES, PAGE_PACKETS = 20_000, 150


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

    def __init__(
        self,
        sink: Sink,
        serial: int,
        tags: Mapping[str, str],
        goes_on: Whole | None = None,
        *,
        begins_at: int = 0,
    ) -> None:
        """Begin a track, or a later part of one; or go on with what `salvage.open_again` has opened."""
        self._sink = sink
        self._writer = OggOpusWriter(sink, serial=serial, tags=tags, goes_on=goes_on, begins_at=begins_at)
        #: Other tracks have other first pages, and so their later ones are full at other times.
        self._page_frames = 1 + serial % PAGE_FRAMES
        self._page: list[bytes] = []
        self._page_samples = self._page_bytes = 0
        self._page_began = 0.0
        #: Up to where the track goes, in samples.
        self.end = self._writer.samples
        #: Packets that are in the track, silence left out.
        self.packets = 0

    def add(self, place: int, opus: bytes, samples: int, now: float) -> None:
        """Add a packet, which plays so many samples, at its place, or at the end if that is later.

        Raises:
            BadOgg: it is longer than a page.
        """
        if place - self.end >= STEP_SAMPLES:
            self._be_silent(place - self.end)
        if self._page_bytes + len(opus) > PAGE_BYTES or len(self._page) >= PAGE_PACKETS:
            self.flush()
        if len(opus) > PAGE_BYTES:
            raise BadOgg(f"a packet of {len(opus)} bytes; {PAGE_BYTES} are allowed")
        if not self._page:
            self._page_began = now
        self._page.append(opus)
        self._page_bytes += len(opus)
        self._page_samples += samples
        self.end += samples
        self.packets += 1
        if len(self._page) >= self._page_frames:
            self.flush()

    def flush_if_due(self, now: float) -> None:
        """Close the page if its first packet is old enough."""
        if self._page and now - self._page_began >= PAGE_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Close the page."""
        if self._page:
            self._writer.write_page(self._page, self._page_samples)
            self._page, self._page_samples, self._page_bytes = [], 0, 0
            self._page_frames = PAGE_FRAMES

    def close(self, end: int | None = None) -> None:
        """End the track, after silence up to `end`."""
        if end is not None and end - self.end >= STEP_SAMPLES:
            self._be_silent(end - self.end)
        self.flush()
        self._writer.close()
        self._sink.close()

    def _be_silent(self, samples: int) -> None:
        """Fill a gap; a short one within the page, a long one with pages of its own."""
        packets = silence(samples)
        played = samples - samples % STEP_SAMPLES
        self.end += played
        if samples <= LONGEST_SAMPLES:
            self._page += packets
            self._page_samples += played
            return
        self.flush()
        for packet in packets:
            self._writer.write(packet)
        self._writer.flush()
