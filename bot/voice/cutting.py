"""Cuts a piece out of a track: its packets as they came, on a clock that begins with the piece."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import BinaryIO

from bot.voice.ogg import OggOpusWriter, packets_between
from bot.voice.opus import LONG_SILENCE, SAMPLE_RATE, SILENCE, STEP_SAMPLES, packet_samples, silence


def cut(track: Path, start: int, end: int, target: BinaryIO) -> float:
    """Write what of a track lies between two samples as a track of its own; answers the seconds of speech.

    The track may be written to meanwhile.

    Raises:
        BadOgg: a page of it is damaged; with `bot.voice.opus.BadPacket` if a packet is none.
        OSError: it cannot be read, or the piece not written.
    """
    spoken = 0
    writer = OggOpusWriter(target, serial=1)
    with track.open("rb") as file:
        if not track.stat().st_size:
            return 0.0
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            # It is sliced and searched as bytes are.
            for place, packet in packets_between(data, start, end):  # type: ignore[arg-type]
                if is_silent(packet):
                    continue
                gap = place - start - writer.samples
                if gap >= STEP_SAMPLES:
                    for quiet in silence(gap):
                        writer.write(quiet)
                writer.write(packet)
                spoken += packet_samples(packet)
    writer.close()
    return spoken / SAMPLE_RATE


def is_silent(packet: bytes) -> bool:
    """Whether nothing is said in a packet: it holds no more than that there is silence (RFC 6716, 2.1.9)."""
    return len(packet) <= len(SILENCE) or packet == LONG_SILENCE
