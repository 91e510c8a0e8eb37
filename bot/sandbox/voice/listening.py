"""Whether what was heard is what was played: pure arithmetic on decoded audio."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

#: Enough for speech and chimes, and a third of the work of 48 kHz.
COMPARED_RATE = 16_000
Samples = NDArray[np.float64]
Audio = bytes | Path | Samples

# Below this share of the loudest stretch a stretch counts as silent, and is like nothing.
_SILENT_SHARE = 1e-6


def decode(audio: bytes | Path) -> Samples:
    """Decode a file to mono samples at `COMPARED_RATE`.

    Raises:
        av.error.FFmpegError: it is no audio.
    """
    resampler = AudioResampler(format="flt", layout="mono", rate=COMPARED_RATE)
    source = BytesIO(audio) if isinstance(audio, bytes) else str(audio)
    with av.open(source, "r") as container:
        frames = [
            resampled.to_ndarray()[0]
            for frame in [*container.decode(container.streams.audio[0]), None]
            for resampled in resampler.resample(frame)
        ]
    return np.concatenate(frames).astype(np.float64) if frames else np.zeros(0)


def correlation(source: Audio, heard: Audio) -> float:
    """How alike two recordings are where they are most alike: 1 is the same, 0 has nothing in common.

    The shorter one is slid along the longer one, also over its ends, and compared with what
    lies under it; loudness does not count. Takes files, file contents or decoded samples.
    """
    first, second = _samples(source), _samples(heard)
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    energy = float(np.sum(short**2))
    if energy == 0.0:
        return 0.0
    padded = np.pad(long, len(short) - 1)
    products = _slide(padded, short)
    beneath = _window_energies(padded, len(short))
    loud = beneath > beneath.max() * _SILENT_SHARE
    if not loud.any():
        return 0.0
    best = np.max(products[loud] / np.sqrt(energy * beneath[loud]))
    return float(np.clip(best, -1.0, 1.0))


def _samples(audio: Audio) -> Samples:
    return audio if isinstance(audio, np.ndarray) else decode(audio)


def _slide(long: Samples, short: Samples) -> Samples:
    """The sum of products at every place where `short` lies within `long`, by Fourier transform."""
    size = 1 << (len(long) + len(short) - 1).bit_length()
    spectrum = np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size))
    return np.asarray(np.fft.irfft(spectrum, size)[: len(long) - len(short) + 1])


def _window_energies(samples: Samples, length: int) -> Samples:
    sums = np.concatenate([[0.0], np.cumsum(samples**2)])
    return np.asarray(sums[length:] - sums[:-length])
