"""What is played in a measure: two seconds of something that is no silence."""

from __future__ import annotations

import functools

import numpy as np

from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE
from bot.voice.sources import FRAME_BYTES, Encoder

SECONDS = 2


@functools.cache
def pcm() -> bytes:
    """48 kHz stereo, 16 bit: a chord that moves, with some noise, which costs an encoder as music does."""
    dice = np.random.default_rng(7)
    time = np.arange(SAMPLE_RATE * SECONDS) / SAMPLE_RATE
    chord = sum(
        np.sin(2 * np.pi * 220 * ratio * time * (1 + 0.02 * np.sin(time))) for ratio in (1, 1.26, 1.5, 3)
    )
    sound = chord / 4 * 9_000 + dice.standard_normal(len(time)) * 300
    stereo = np.stack([sound, np.roll(sound, 40)], axis=1)
    return stereo.astype("<i2").tobytes()


@functools.cache
def opus_frames() -> tuple[bytes, ...]:
    """The same as Opus packets of 20 ms at what a stage carries."""
    encoder, sound = Encoder(), pcm()
    assert len(sound) % FRAME_BYTES == 0
    assert FRAME_SAMPLES * SECONDS
    return tuple(
        packet
        for at in range(0, len(sound), FRAME_BYTES)
        for packet in encoder.encode(sound[at : at + FRAME_BYTES])
    )
