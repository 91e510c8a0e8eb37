"""Something to say for those who speak: a voice-like tone each, made when needed."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

SAMPLE_RATE = 48_000
LOUDNESS = 0.25
# Syllables a second; a steady tone would be taken for noise by a listener's ear.
SYLLABLES_HZ = 3.0


def write_voice(path: Path, seconds: float, pitch_hz: float) -> Path:
    """Write a WAV file of somebody humming at a pitch of their own; mono, 48 kHz."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tone = sum(np.sin(2 * np.pi * pitch_hz * overtone * time) / overtone for overtone in (1, 2, 3))
    swell = 0.55 + 0.45 * np.sin(2 * np.pi * SYLLABLES_HZ * time)
    samples = np.clip(tone * swell * LOUDNESS, -1, 1) * np.iinfo(np.int16).max
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes(samples.astype("<i2").tobytes())
    return path
