"""One Opus stream of many tracks: packets are copied where one person speaks, and mixed where several do.

Theory, in five rules.

1. A *phrase* is what somebody says without a pause: the packets of a track between two silences.
2. Phrases of one track never overlap; those of several that do, or nearly, are mixed together. Every other
   phrase goes into the stream as it came: nothing is decoded, so an hour takes seconds, and loses nothing.
3. Whole phrases are copied or mixed. A decoder carries what it heard from packet to packet, and at a silence
   there is nothing to carry; a change within a word can be heard for some hundredths of a second.
4. Between phrases there is silence, in packets of silence. So the stream is as long as the room was, and
   everything is at its time: a step of 2.5 ms at the most beside it, or a frame after what was mixed.
5. A phrase that goes on for seconds is cut into short pieces all the same: otherwise one word that is thrown
   in would have all of a lecture, or of a song, decoded, and memory would have no bound. Pieces that are
   mixed one after the other share a decoder; that of the first has heard a few packets before, and is warm.

Tracks are read a page at a time.
"""

from __future__ import annotations

import heapq
import math
import mmap
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Protocol

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from bot.voice.ogg import OggOpusWriter, packets_between
from bot.voice.opus import (
    FRAME_SAMPLES,
    LONG_SILENCE,
    SAMPLE_RATE,
    SILENCE,
    STEP_SAMPLES,
    packet_samples,
    silence,
)
from bot.voice.parts import in_order

Sound = NDArray[np.int16]

#: A pause this long ends a phrase, and phrases that are nearer to each other are mixed.
PAUSE_SAMPLES = 2 * FRAME_SAMPLES
#: A phrase that is longer is cut into pieces.
LONGEST_PHRASE_SAMPLES = 4 * SAMPLE_RATE
PIECE_SAMPLES = SAMPLE_RATE // 5
#: Of what came before a piece, to warm its decoder: RFC 7845, section 4.6, has 80 ms.
_BEFORE = 4
BIT_RATE = 64_000
_CHANNELS = 2
# Of ten: from here on what is gained is not heard in speech, and costs as much again.
_EFFORT = "3"
_TINY = len(SILENCE)
# To see how loud somebody is, so many packets are enough of what becomes one level, and of each second.
_LOOKED_AT, _LEAST_LOOKED_AT, _SECOND = 15, 4, 50
_FULL_SCALE = 32_768
_NO_END = 1 << 62
_place = itemgetter(0)


@dataclass(slots=True)
class Phrase:
    """What one person says without a pause, or a piece of it."""

    track: int
    start: int
    end: int
    packets: list[tuple[int, bytes]] = field(default_factory=list)
    #: The last packets of the piece before, where it goes on from one.
    before: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class Woven:
    """What there was to do."""

    samples: int = 0
    mixed_samples: int = 0


class Stream(Protocol):
    """Where packets go."""

    #: Samples written so far.
    samples: int

    def write(self, packet: bytes) -> None:
        """Add one packet."""


def weave(
    tracks: Sequence[Path],
    target: BinaryIO,
    *,
    samples: int,
    tags: Mapping[str, str],
    progress: Callable[[int], None] = lambda _samples: None,
) -> Woven:
    """Write one Ogg Opus file of all tracks, given with all of their parts.

    `progress` hears up to which sample it goes.

    Raises:
        BadOgg: a track is no Ogg Opus file.
        OSError: a track cannot be read, or the file not written.
    """
    done = Woven()
    with ExitStack() as stack:
        files = [
            [stack.enter_context(_mapped(part)) for part in parts] for parts in in_order(tracks).values()
        ]
        spoken = heapq.merge(
            *(_pieces(number, parts) for number, parts in enumerate(files)), key=lambda one: one.start
        )
        stream = OggOpusWriter(target, serial=1, tags=tags)
        for group in _groups(spoken):
            _be_silent(stream, group[0].start)
            if len(group) == 1:
                _copy(stream, group[0])
            else:
                before = stream.samples
                _mix(stream, group)
                done.mixed_samples += stream.samples - before
            progress(stream.samples)
        _be_silent(stream, samples)
        stream.close()
        done.samples = stream.samples
    return done


def loudness(parts: Sequence[Path], samples: int, pieces: int) -> list[float]:
    """How loud a track, given in its parts, is in each of so many equal pieces of a length.

    From 0 to 1; the loudest look counts.

    Raises:
        BadOgg: it is no Ogg Opus file.
        OSError: it cannot be read.
    """
    found = [0.0] * pieces
    # A short recording is looked at as a whole: a piece of it may be shorter than a packet.
    looked_at = min(
        max(_LOOKED_AT * _SECOND * FRAME_SAMPLES * pieces // max(1, samples), _LEAST_LOOKED_AT), _SECOND
    )
    with ExitStack() as stack:
        for phrase in _phrases(0, [stack.enter_context(_mapped(part)) for part in parts]):
            codec = decoder()
            for second in range(0, len(phrase.packets), _SECOND):
                for place, packet in phrase.packets[second : second + looked_at]:
                    sound = decoded(codec, packet).astype(np.float64)
                    level = round(math.sqrt(float(np.dot(sound, sound)) / sound.size) / _FULL_SCALE, 4)
                    first = min(place * pieces // max(1, samples), pieces - 1)
                    last = min((place + FRAME_SAMPLES - 1) * pieces // max(1, samples), pieces - 1)
                    for piece in range(first, last + 1):
                        found[piece] = max(found[piece], level)
    return found


class _mapped:  # noqa: N801 - a context manager that reads as a verb
    """A file as bytes that the system reads as they are asked for; an empty one is no bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._map: mmap.mmap | None = None

    def __enter__(self) -> bytes:
        if not self._path.stat().st_size:
            return b""
        with self._path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return self._map  # type: ignore[return-value]  # it is sliced as bytes are

    def __exit__(self, *exc: object) -> None:
        if self._map is not None:
            self._map.close()


def is_silent(packet: bytes) -> bool:
    """Whether a packet is one that we or Discord write for silence."""
    return packet in (SILENCE, LONG_SILENCE) or (len(packet) == _TINY and packet.endswith(SILENCE[1:]))


def _phrases(track: int, parts: Sequence[bytes]) -> Iterator[Phrase]:
    """What is said in a track: whole phrases, and of those that go on as much at once as may be whole."""
    phrase = None
    for place, packet in chain.from_iterable(packets_between(part, 0, _NO_END) for part in parts):
        if not is_silent(packet):
            if phrase is None:
                phrase = Phrase(track, place, place)
            elif place - phrase.end >= PAUSE_SAMPLES:
                yield phrase
                phrase = Phrase(track, place, place)
            elif place - phrase.start >= LONGEST_PHRASE_SAMPLES:
                yield phrase
                phrase = Phrase(track, place, place, before=_last_of(phrase.packets))
            phrase.packets.append((place, packet))
            phrase.end = place + packet_samples(packet)
    if phrase is not None:
        yield phrase


def _last_of(packets: Sequence[tuple[int, bytes]]) -> list[bytes]:
    """What the decoder of what follows is warmed with."""
    return [packet for _, packet in packets[-_BEFORE:]]


def _pieces(track: int, parts: Sequence[bytes]) -> Iterator[Phrase]:
    """Phrases that are whole, and pieces of those that go on for longer."""
    for phrase in _phrases(track, parts):
        if phrase.end - phrase.start < LONGEST_PHRASE_SAMPLES and not phrase.before:
            yield phrase
            continue
        packets, before, first = phrase.packets, phrase.before, 0
        while first < len(packets):
            start = packets[first][0]
            following = bisect_left(packets, start + PIECE_SAMPLES, first, key=_place)
            last_place, last = packets[following - 1]
            yield Phrase(track, start, last_place + packet_samples(last), packets[first:following], before)
            before, first = _last_of(packets[first:following]), following


def _groups(phrases: Iterator[Phrase]) -> Iterator[list[Phrase]]:
    """Phrases that are to be mixed together, or one alone."""
    group: list[Phrase] = []
    for phrase in phrases:
        # The next piece of an endless phrase follows the one before: nothing is to be mixed there.
        others = [one.end for one in group if one.track != phrase.track]
        if group and (not others or phrase.start - max(others) >= PAUSE_SAMPLES):
            yield group
            group = []
        group.append(phrase)
    if group:
        yield group


def _be_silent(stream: Stream, until: int) -> None:
    if until - stream.samples >= STEP_SAMPLES:
        for packet in silence(until - stream.samples):
            stream.write(packet)


def _copy(stream: Stream, phrase: Phrase) -> None:
    for place, packet in phrase.packets:
        if place - stream.samples >= STEP_SAMPLES:
            _be_silent(stream, place)
        # What was mixed ends with a whole frame, and may have said this already.
        if stream.samples - place < packet_samples(packet):
            stream.write(packet)


def _mix(stream: Stream, group: Sequence[Phrase]) -> None:
    """Decode, add up and encode some phrases, a frame at a time."""
    encoder, end = _encoder(), max(phrase.end for phrase in group)
    voices = _voices(group)
    place = base = stream.samples
    while place < end:
        total = np.zeros(FRAME_SAMPLES * _CHANNELS, np.int32)
        for voice in voices:
            if voice.start < place + FRAME_SAMPLES and voice.end > place:
                voice.add_to(total, place)
        fits = np.minimum(np.maximum(total, -32_768), 32_767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(fits.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, place - base
        for packet in encoder.encode(frame):
            stream.write(bytes(packet))
        place += FRAME_SAMPLES
    for packet in encoder.encode(None):
        if stream.samples < place:
            stream.write(bytes(packet))


def _voices(group: Sequence[Phrase]) -> list[_Voice]:
    """The phrases as sound; pieces of one are one voice."""
    voices: list[_Voice] = []
    last: dict[int, _Voice] = {}
    for phrase in group:
        if phrase.before and phrase.track in last:
            last[phrase.track].go_on(phrase)
        else:
            last[phrase.track] = _Voice(phrase)
            voices.append(last[phrase.track])
    return voices


class _Voice:
    """A phrase as sound, from its beginning on."""

    def __init__(self, phrase: Phrase) -> None:
        self.start, self.end = phrase.start, phrase.end
        self._packets: Iterator[tuple[int, bytes]] = iter(phrase.packets)
        self._decoder = decoder()
        self._place = phrase.start
        self._sound: Sound = np.zeros(0, np.int16)
        for packet in phrase.before:
            decoded(self._decoder, packet)

    def go_on(self, piece: Phrase) -> None:
        """Take in what follows without a pause."""
        self._packets = chain(self._packets, piece.packets)
        self.end = piece.end

    def add_to(self, total: NDArray[np.int32], place: int) -> None:
        """Add what is heard in the frame that begins at `place`."""
        end = place + FRAME_SAMPLES
        while self._place + self._sound.size // _CHANNELS < end and self._take_next():
            pass
        skipped = max(0, place - self._place)
        start = max(0, self._place - place)
        part = self._sound[skipped * _CHANNELS : (end - self._place) * _CHANNELS]
        total[start * _CHANNELS : start * _CHANNELS + part.size] += part
        gone = min(max(0, end - self._place), self._sound.size // _CHANNELS)
        self._sound, self._place = self._sound[gone * _CHANNELS :], self._place + gone

    def _take_next(self) -> bool:
        following = next(self._packets, None)
        if following is None:
            return False
        place, packet = following
        gap = place - self._place - self._sound.size // _CHANNELS
        if gap > 0:  # a frame or two that were silent
            self._sound = np.concatenate((self._sound, np.zeros(gap * _CHANNELS, np.int16)))
        self._sound = np.concatenate((self._sound, decoded(self._decoder, packet)))
        return True


def decoder() -> av.AudioCodecContext:
    """A decoder for the packets of one phrase."""
    codec = av.CodecContext.create("libopus", "r")
    assert isinstance(codec, av.AudioCodecContext), "libopus decodes audio"
    codec.sample_rate, codec.layout = SAMPLE_RATE, "stereo"
    return codec


def decoded(codec: av.AudioCodecContext, packet: bytes) -> Sound:
    """The sound of a packet; silence if it cannot be decoded, and as long as the packet says in any case."""
    size = packet_samples(packet) * _CHANNELS
    try:
        made = b"".join(
            bytes(memoryview(frame.planes[0])[: frame.samples * 2 * _CHANNELS])
            for frame in codec.decode(av.Packet(packet))
        )
    except av.error.FFmpegError:
        made = b""  # a packet that is no sound
    return np.frombuffer(made[: size * 2].ljust(size * 2, b"\0"), np.int16)


def _encoder() -> av.AudioCodecContext:
    codec = av.CodecContext.create("libopus", "w")
    assert isinstance(codec, av.AudioCodecContext), "libopus encodes audio"
    codec.sample_rate, codec.layout, codec.format = SAMPLE_RATE, "stereo", "s16"
    codec.bit_rate = BIT_RATE
    codec.options = {"compression_level": _EFFORT, "frame_duration": "20", "application": "audio"}
    return codec
