"""Cuts a piece out of a track: its packets as they came, on a clock that begins with the piece."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from bot.voice.ogg import OggOpusWriter, packets_between
from bot.voice.opus import LONG_SILENCE, SAMPLE_RATE, SILENCE, STEP_SAMPLES, packet_samples, silence


def cut(parts: Sequence[Path], start: int, end: int, target: BinaryIO) -> float:
    """Write what of a track, in its parts, lies between two samples as a track of its own.

    Answers the seconds of speech.

    The track may be written to meanwhile.

    Raises:
        BadOgg: a page of it is damaged; with `bot.voice.opus.BadPacket` if a packet is none.
        OSError: it cannot be read, or the piece not written.
    """
    spoken = 0
    writer = OggOpusWriter(target, serial=1)
    for part in parts:
        if not part.stat().st_size:
            continue
        with part.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            # It is sliced and searched as bytes are.
            spoken += _copy(writer, data, start, end)  # type: ignore[arg-type]
    writer.close()
    return spoken / SAMPLE_RATE


def _copy(writer: OggOpusWriter, part: bytes, start: int, end: int) -> int:
    """Copy what lies between two samples; answers how many of them are speech."""
    spoken = 0
    for place, packet in packets_between(part, start, end):
        if is_silent(packet):
            continue
        gap = place - start - writer.samples
        if gap >= STEP_SAMPLES:
            for quiet in silence(gap):
                writer.write(quiet)
        writer.write(packet)
        spoken += packet_samples(packet)
    return spoken


def is_silent(packet: bytes) -> bool:
    """Whether nothing is said in a packet: it holds no more than that there is silence (RFC 6716, 2.1.9)."""
    return len(packet) <= len(SILENCE) or packet == LONG_SILENCE
