"""How loud a sound is to people, and by how much it has to be turned up or down.

Loudness is that of EBU R 128: the programme loudness of ITU-R BS.1770 (annex 1: K-weighting, blocks of 400
ms, two gates), in LUFS, and the true peak (annex 2), in dBTP. FFmpeg's `ebur128` measures both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph

from bot.voice.opus import SAMPLE_RATE
from bot.voice.sound import AudioSegment

#: Sounds that people bring are played between what they say: EBU R 128 s2 ("Loudness in Streaming") has
#: -20 to -16 LUFS for what is heard on headphones and small speakers.
TARGET_LUFS = -18.0
#: EBU R 128, recommendation k: the true peak of a programme shall not exceed -1 dBTP.
MOST_PEAK_DBTP = -1.0
#: BS.1770 gates away whatever is quieter; a sound of nothing else has no loudness.
SILENCE_LUFS = -70.0
#: Noise that is turned up further than this is heard as noise.
MOST_GAIN_DB = 30.0
#: Measured in pieces that long; a whole block of BS.1770 is four of them.
_PIECE_SAMPLES = SAMPLE_RATE // 10
_SAMPLE_BYTES = 4


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was measured."""

    lufs: float
    peak_dbtp: float

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to hear."""
        return self.lufs <= SILENCE_LUFS

    @property
    def gain_db(self) -> float:
        """What brings it to `TARGET_LUFS`, or as near as its peaks allow."""
        return min(TARGET_LUFS - self.lufs, MOST_PEAK_DBTP - self.peak_dbtp, MOST_GAIN_DB)


def measure(sound: AudioSegment) -> Loudness:
    """Measure a stereo sound of 48 kHz and 16 bit.

    What is shorter than a block of BS.1770 is measured with the silence that follows it.
    """
    graph, last = _meter(), Loudness(SILENCE_LUFS, SILENCE_LUFS)
    for frame in _pieces(sound.raw_data):
        graph.push(frame)
        while (measured := _pulled(graph)) is not None:
            last = measured
    return last


def _meter() -> Graph:
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="s16", layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    return graph


def _pieces(samples: bytes) -> Iterator[av.AudioFrame]:
    size = _PIECE_SAMPLES * _SAMPLE_BYTES
    # Whole pieces, and never fewer than a block of BS.1770 and one more.
    wanted = max(5, -(-len(samples) // size)) * size
    filled = samples + bytes(wanted - len(samples))
    for start in range(0, wanted, size):
        frame = av.AudioFrame("s16", "stereo", _PIECE_SAMPLES)
        frame.planes[0].update(filled[start : start + size])
        frame.sample_rate, frame.pts = SAMPLE_RATE, start // _SAMPLE_BYTES
        yield frame


def _pulled(graph: Graph) -> Loudness | None:
    try:
        told = graph.pull().metadata
    except (av.error.BlockingIOError, av.error.EOFError):
        return None
    peak = float(told["lavfi.r128.true_peak"])
    return Loudness(float(told["lavfi.r128.I"]), float(20 * np.log10(peak)) if peak > 0 else SILENCE_LUFS)
