"""A recording for tests: a melody, so that it has a place in time."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

SECONDS = 1.5
_RATE = 44_100
_NOTES = (440.0, 554.4, 659.3, 880.0, 587.3, 493.9)


def write_wav(path: Path, *, transpose: float = 1.0) -> Path:
    """Write a stereo WAV of six notes; `transpose` makes another melody."""
    length = int(_RATE * SECONDS / len(_NOTES))
    time = np.arange(length) / _RATE
    notes = [np.sin(2 * np.pi * note * transpose * time) * np.hanning(length) for note in _NOTES]
    samples = (np.concatenate(notes) * 12_000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(np.repeat(samples, 2).tobytes())
    return path
