"""What was heard of a speaker: packets as they came, put in order when asked for; no I/O."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, SILENCE

#: Five minutes of a speaker.
PACKETS_A_TRACK = 15_000
#: The tracks that are kept; the one that was silent longest goes first.
TRACKS = 256
_LONGEST_GAP_SAMPLES = SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class HeardPacket:
    """One packet of a speaker, opened."""

    ssrc: int
    sequence: int
    timestamp: int
    opus: bytes


class Track:
    """The last minutes of one speaker."""

    def __init__(self) -> None:
        self._heard: deque[HeardPacket] = deque(maxlen=PACKETS_A_TRACK)

    def add(self, packet: HeardPacket) -> None:
        """Take a packet, in whatever order it arrives."""
        self._heard.append(packet)

    def packets(self) -> list[bytes]:
        """What a player would play: in order, each once, short gaps filled with silence."""
        return [
            opus
            for _, connection in groupby(self._heard, key=lambda packet: packet.ssrc)
            for opus in _played(_ordered(connection))
        ]


class Tracks:
    """Tracks by what the caller tells them apart with."""

    def __init__(self) -> None:
        self._tracks: OrderedDict[tuple[int, int], Track] = OrderedDict()

    def add(self, channel_id: int, speaker_id: int, packet: HeardPacket) -> None:
        """Take a packet of a speaker in a channel."""
        key = (channel_id, speaker_id)
        track = self._tracks.setdefault(key, Track())
        self._tracks.move_to_end(key)
        track.add(packet)
        if len(self._tracks) > TRACKS:
            self._tracks.popitem(last=False)

    def get(self, channel_id: int, speaker_id: int) -> Track | None:
        """The track, if anything was heard."""
        return self._tracks.get((channel_id, speaker_id))


def _ordered(packets: Iterator[HeardPacket]) -> list[HeardPacket]:
    """Sort by sequence number, which wraps around after 65,535; drop what came twice."""
    by_sequence: dict[int, HeardPacket] = {}
    last: int | None = None
    for packet in packets:
        last = packet.sequence if last is None else last + _step(last, packet.sequence)
        by_sequence.setdefault(last, packet)
    return [packet for _, packet in sorted(by_sequence.items())]


def _step(last: int, sequence: int) -> int:
    return (sequence - last + 0x8000) % 0x10000 - 0x8000


def _played(packets: list[HeardPacket]) -> Iterator[bytes]:
    expected: int | None = None
    for packet in packets:
        if expected is not None:
            gap = (packet.timestamp - expected) % (1 << 32)
            if gap <= _LONGEST_GAP_SAMPLES:
                yield from [SILENCE] * (gap // FRAME_SAMPLES)
        yield packet.opus
        expected = packet.timestamp + FRAME_SAMPLES
