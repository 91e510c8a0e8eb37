"""Ogg Opus files: packets in, packets out, no codec needed.

Theory, in four rules.

1. A file is a row of pages (RFC 3533, section 6). A page carries up to 255 segments of
   at most 255 bytes; a packet is the run of segments up to the first one shorter than
   255. A packet may go on in the next page, which then has the `continued` flag.
2. The first packet is OpusHead, alone on the first page; the second is OpusTags, and
   audio begins on a fresh page (RFC 7845, section 3).
3. A page's granule position is the number of 48 kHz samples up to the end of the last
   packet that ends on it (RFC 7845, section 4).
4. A page carries a checksum over itself with the checksum field zero. It is CRC-32 with
   zlib's polynomial but not its bit order, so zlib does the work on reversed bytes.

Files may be chained: after the end of one stream a new OpusHead begins another.
"""

from __future__ import annotations

import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple, Protocol, Self

from bot.voice.opus import SAMPLE_RATE, packet_samples

__all__ = [
    "BadOgg",
    "OggOpus",
    "OggOpusWriter",
    "packet_samples",
    "packets",
    "packets_between",
    "read",
    "write",
]

VENDOR = "rostra"
#: The largest packet a reader must take (RFC 7845, section 6); it fits into one page.
PACKET_BYTES = 61_440
#: A page is closed once it plays this long: small enough to lose little in a crash.
PAGE_SAMPLES = SAMPLE_RATE

_HEADER = struct.Struct("<4sBBqIIIB")
_HEAD = struct.Struct("<8sBBHIhB")
_CAPTURE = b"OggS"
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_SEGMENT = 255
_LARGEST_PAGE = _HEADER.size + _SEGMENT + _SEGMENT * _SEGMENT
_CHECKSUM = slice(22, 26)
_NO_PACKET_ENDS = -1
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class BadOgg(ValueError):
    """This is not an Ogg Opus file, or it is damaged."""


@dataclass(frozen=True, slots=True)
class OggOpus:
    """What one file holds."""

    channels: int
    #: Samples to throw away at the start of what is decoded.
    pre_skip: int
    tags: Mapping[str, str]
    packets: tuple[bytes, ...]


def packets(data: bytes) -> list[bytes]:
    """The audio packets of a file, OpusHead and OpusTags left out.

    Raises:
        BadOgg: it is not an Ogg Opus file, or it is damaged.
    """
    return list(read(data).packets)


def read(data: bytes) -> OggOpus:
    """Take a file apart.

    A last page that was cut off is ignored: that is how a recording looks after a crash.

    Raises:
        BadOgg: it is not an Ogg Opus file, or it is damaged.
    """
    links = list(_links(data))
    if not links:
        raise BadOgg("no Opus stream in this file")
    heads = [_head_of(link) for link in links]
    audio = tuple(packet for link in links for packet in link[2:])
    return OggOpus(channels=heads[0][0], pre_skip=heads[0][1], tags=_tags_of(links[0]), packets=audio)


class Whole(NamedTuple):
    """What of a file's first stream is whole pages, from its beginning."""

    #: How many bytes, and how many up to an empty last page that ends the stream, if there is one.
    end: int
    open_end: int
    #: Up to which sample they go.
    samples: int
    serial: int
    pages: int

    @property
    def open_pages(self) -> int:
        """How many pages come before the one that ends the stream."""
        return self.pages - (self.open_end < self.end)


def sound_pages(data: bytes) -> Whole:
    """What at the start of a file is whole pages.

    What comes after them was torn by a crash, or is what a disk holds where nothing was written yet.

    Raises:
        BadOgg: not even OpusHead and OpusTags are whole.
    """
    end = open_end = granule = pages = serial = 0
    while end < len(data):
        try:
            page, after = _page_at(data, end)
        except BadOgg:
            break
        if page is None:
            break
        begin, end, pages = end, after, pages + 1
        open_end = begin if page.flags & _LAST and not page.lacing else end
        serial = page.serial
        granule = max(granule, page.granule)
    if pages < 2:  # noqa: PLR2004 - head, tags
        raise BadOgg("the file has no whole OpusHead and OpusTags")
    return Whole(end, open_end, granule, serial, pages)


def packets_between(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The packets of a track that begin between two samples, each with the sample at which it begins.

    Their pages are found by halving, so the length of the track does not matter; `data` may be a mapped file.
    What was torn at the end, or is being written just now, is left out.

    Raises:
        BadOgg: a page between the two is damaged.
        BadPacket: one of them is no Opus packet.
    """
    offset = _last_page_up_to(data, start)
    while offset < len(data):
        page, offset = _page_at(data, offset)
        if page is None:
            return
        packets = [] if page.granule <= start else [piece for piece, _ in page.pieces()]
        lengths = list(map(packet_samples, packets))
        place = page.granule - sum(lengths)
        for packet, length in zip(packets, lengths, strict=True):
            if place >= end:
                return
            if place >= start:
                yield place, packet
            place += length


def _last_page_up_to(data: bytes, sample: int) -> int:
    """Where a page begins that ends before a sample, and not long before it."""
    low, high = 0, len(data)
    while high - low > _LARGEST_PAGE:
        middle = (low + high) // 2
        page = _next_page(data, middle, high)
        if page is None or page.granule > sample:
            high = middle
        else:
            low = page.offset
    return low


def _next_page(data: bytes, offset: int, end: int) -> _Read | None:
    """The first whole page that begins at or after a byte."""
    while (offset := data.find(_CAPTURE, offset, end)) >= 0:
        try:
            return _page_at(data, offset)[0]
        except BadOgg:  # the four letters may stand in a packet as well
            offset += 1
    return None


def write(
    packets: Iterable[bytes], serial: int | None = None, tags: Mapping[str, str] | None = None
) -> bytes:
    """Make a file of stereo packets.

    Raises:
        BadOgg: a packet is longer than RFC 7845 allows.
        BadPacket: one of them is no Opus packet.
    """
    file = BytesIO()
    with OggOpusWriter(file, serial=serial, tags=tags) as writer:
        for packet in packets:
            writer.write(packet)
    return file.getvalue()


class Writable(Protocol):
    """What pages are written to."""

    def write(self, pages: bytes, /) -> int:
        """Take whole pages."""

    def flush(self) -> None:
        """Keep nothing back."""


class OggOpusWriter:
    """Writes packets to an open file as they come; `close` ends the stream, not the file."""

    def __init__(
        self,
        file: Writable,
        *,
        serial: int | None = None,
        tags: Mapping[str, str] | None = None,
        channels: int = 2,
        pre_skip: int = 0,
        page_samples: int = PAGE_SAMPLES,
        goes_on: Whole | None = None,
        begins_at: int = 0,
    ) -> None:
        """Begin a stream; or go on with one whose file ends at its `open_end`.

        The first sample of a stream that is a part of something may be another than the first of all: that
        is how one is written that was cut out of a broadcast (RFC 7845, section 4.5).
        """
        self._file = file
        self._page_samples = page_samples
        self._serial = secrets.randbits(32) if serial is None else serial
        self._sequence = 0
        self._page = _Page()
        #: Up to which sample it goes so far.
        self.samples = begins_at
        self._closed = False
        if goes_on is not None:
            self._serial, self._sequence, self.samples = goes_on.serial, goes_on.open_pages, goes_on.samples
            return
        head = _HEAD.pack(b"OpusHead", 1, channels, pre_skip, SAMPLE_RATE, 0, 0)
        self._put(_Page([head]), flags=_FIRST)
        self._put_tags(_tags_packet(tags or {}))

    def write(self, packet: bytes) -> None:
        """Add one packet.

        Raises:
            BadOgg: it is longer than RFC 7845 allows.
            BadPacket: it is no Opus packet.
        """
        if len(packet) > PACKET_BYTES:
            raise BadOgg(f"a packet of {len(packet)} bytes; {PACKET_BYTES} are allowed")
        samples = packet_samples(packet)
        # A full page waits for the next packet, so that `close` has one to mark as the last.
        if self._page.samples >= self._page_samples or not self._page.has_room_for(packet):
            self.flush()
        self._page.add(packet, samples)
        self.samples += samples

    def write_page(self, packets: Sequence[bytes], samples: int) -> None:
        """Put packets into the file as a page of their own; the caller knows how long they play.

        Raises:
            BadOgg: they do not fit into a page.
        """
        self.flush()
        self._page = _Page(list(packets), samples, sum(len(packet) // _SEGMENT + 1 for packet in packets))
        if self._page.segments > _SEGMENT:
            self._page = _Page()
            raise BadOgg(f"{len(packets)} packets do not fit into a page")
        self.samples += samples
        self.flush()

    def flush(self) -> None:
        """Put what has come so far into the file, whatever its length."""
        if self._page.packets:
            self._put(self._page, granule=self.samples)
            self._page = _Page()
        self._file.flush()

    def close(self) -> None:
        """End the stream; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self._put(self._page, flags=_LAST, granule=self.samples)
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _put_tags(self, packet: bytes) -> None:
        """Write OpusTags, the one packet of ours that may be longer than a page."""
        step = _SEGMENT * _SEGMENT
        for start in range(0, len(packet) + 1, step):
            piece = packet[start : start + step]
            goes_on = len(piece) == step
            flags = _CONTINUED if start else 0
            self._put(_Page([piece], goes_on=goes_on), flags, _NO_PACKET_ENDS if goes_on else 0)

    def _put(self, page: _Page, flags: int = 0, granule: int = 0) -> None:
        lacing = page.lacing()
        header = _HEADER.pack(_CAPTURE, 0, flags, granule, self._serial, self._sequence, 0, len(lacing))
        body = b"".join((header, lacing, *page.packets))
        checksum = _checksum(body).to_bytes(4, "little")
        self._file.write(b"".join((body[: _CHECKSUM.start], checksum, body[_CHECKSUM.stop :])))
        # RFC 3533 leaves the counter's end open; 32 bits of pages last for decades.
        self._sequence += 1


@dataclass(slots=True)
class _Page:
    packets: list[bytes] = field(default_factory=list)
    samples: int = 0
    segments: int = 0
    goes_on: bool = False

    def has_room_for(self, packet: bytes) -> bool:
        return self.segments + len(packet) // _SEGMENT + 1 <= _SEGMENT

    def add(self, packet: bytes, samples: int) -> None:
        self.packets.append(packet)
        self.samples += samples
        self.segments += len(packet) // _SEGMENT + 1

    def lacing(self) -> bytes:
        if self.goes_on:
            return b"\xff" * _SEGMENT
        sizes = list(map(len, self.packets))
        if not sizes or max(sizes) < _SEGMENT:  # as good as always: a packet of 20 ms is shorter
            return bytes(sizes)
        return b"".join(b"\xff" * (size // _SEGMENT) + bytes([size % _SEGMENT]) for size in sizes)


def _checksum(page: bytes) -> int:
    reflected = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(reflected.to_bytes(4, "little").translate(_REVERSED), "big")


@dataclass(frozen=True, slots=True)
class _Read:
    """One page as found in a file."""

    offset: int
    flags: int
    serial: int
    sequence: int
    granule: int
    lacing: bytes
    body: bytes

    def pieces(self) -> Iterator[tuple[bytes, bool]]:
        """Each packet, or part of one, and whether it ends on this page."""
        start = end = 0
        for length in self.lacing:
            end += length
            if length < _SEGMENT:
                yield self.body[start:end], True
                start = end
        if start < end:
            yield self.body[start:end], False


def _pages(data: bytes) -> Iterator[_Read]:
    offset = 0
    while offset < len(data):
        page, offset = _page_at(data, offset)
        if page is None:
            return
        yield page


def _page_at(data: bytes, offset: int) -> tuple[_Read | None, int]:
    """The page that begins here, and where the next one does; None if it is cut off."""
    if data[offset : offset + 4] != _CAPTURE[: len(data) - offset]:
        raise BadOgg(f"no Ogg page at byte {offset}")
    if len(data) - offset < _HEADER.size:
        return None, offset
    _, version, flags, granule, serial, sequence, checksum, count = _HEADER.unpack_from(data, offset)
    start = offset + _HEADER.size + count
    lacing = data[offset + _HEADER.size : start]
    end = start + sum(lacing)
    if len(lacing) < count or end > len(data):
        return None, offset
    page = bytearray(data[offset:end])
    page[_CHECKSUM] = bytes(4)
    if version or _checksum(bytes(page)) != checksum:
        raise BadOgg(f"the page at byte {offset} is damaged")
    return _Read(offset, flags, serial, sequence, granule, lacing, data[start:end]), end


def _links(data: bytes) -> Iterator[list[bytes]]:
    """The packets of each chained Opus stream; streams of other codecs are passed over."""
    link: _Link | None = None
    for page in _pages(data):
        if page.flags & _FIRST and page.body.startswith(b"OpusHead") and (link is None or link.has_begun):
            if link is not None:
                yield link.packets
            link = _Link(page.serial, page.sequence)
        if link is not None and page.serial == link.serial:
            link.take(page)
    if link is not None:
        yield link.packets


class _Link:
    """Puts the packets of one stream together again."""

    def __init__(self, serial: int, sequence: int) -> None:
        self.serial = serial
        self.packets: list[bytes] = []
        #: All first pages of streams that run side by side come before anything else
        #: (RFC 3533, section 4), so a first page after this is a chained stream.
        self.has_begun = False
        self._expected = sequence
        self._begun: list[bytes] = []

    def take(self, page: _Read) -> None:
        if page.sequence != self._expected:
            raise BadOgg(f"pages are missing before byte {page.offset}")
        if bool(page.flags & _CONTINUED) != bool(self._begun):
            raise BadOgg(f"the page at byte {page.offset} does not go on where the last one stopped")
        self._expected += 1
        for piece, complete in page.pieces():
            self._begun.append(piece)
            if complete:
                self.packets.append(b"".join(self._begun))
                self._begun.clear()
        self.has_begun = not page.flags & _FIRST


def _head_of(link: list[bytes]) -> tuple[int, int]:
    """Channels and pre-skip; a version above 15 is a format nobody knows yet (RFC 7845, 5.1)."""
    if not link or len(link[0]) < _HEAD.size or link[0][8] >> 4:
        raise BadOgg("the file has no OpusHead that can be read")
    _, _, channels, pre_skip, _, _, _ = _HEAD.unpack_from(link[0])
    return channels, pre_skip


def _tags_packet(tags: Mapping[str, str]) -> bytes:
    comments = [f"{name}={text}".encode() for name, text in tags.items()]
    fields = [VENDOR.encode(), *comments]
    sized = [struct.pack("<I", len(text)) + text for text in fields]
    return b"".join([b"OpusTags", sized[0], struct.pack("<I", len(comments)), *sized[1:]])


def _tags_of(link: list[bytes]) -> dict[str, str]:
    if len(link) < 2 or not link[1].startswith(b"OpusTags"):  # noqa: PLR2004 - head, tags
        raise BadOgg("the file has no OpusTags")
    try:
        return dict(_comments(link[1]))
    except struct.error as error:
        raise BadOgg("the file's OpusTags is cut short") from error


def _comments(packet: bytes) -> Iterator[tuple[str, str]]:
    offset = 8
    (vendor,) = struct.unpack_from("<I", packet, offset)
    offset += 4 + vendor
    (count,) = struct.unpack_from("<I", packet, offset)
    offset += 4
    for _ in range(count):
        (size,) = struct.unpack_from("<I", packet, offset)
        text = packet[offset + 4 : offset + 4 + size].decode(errors="replace")
        offset += 4 + size
        name, _, value = text.partition("=")
        yield name, value
