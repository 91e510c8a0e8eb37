"""Several sounds in one, the music down while somebody speaks; samples in, samples out.

*Ducking* is a gain that follows a question asked for each frame ("does anybody speak?"):
down at once, up again slowly and only after a while, so that it does not pump between words.
Gains change within a frame, from sample to sample, so that nothing clicks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS
from bot.voice.sources import FRAME_BYTES, NOTHING, Pcm

#: A quarter of the amplitude: under speech, and still there.
DUCKED_GAIN = 10 ** (-12 / 20)
DOWN_SECONDS = 0.12
UP_SECONDS = 0.8
#: How long after the last word the music comes back.
HOLD_SECONDS = 0.6
_LARGEST = 32767.0
_STEPS = np.linspace(0.0, 1.0, FRAME_SAMPLES, endpoint=False, dtype=np.float32)[:, np.newaxis]

Samples = NDArray[np.float32]


class Ramp:
    """A gain that is led to where it shall be."""

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def over(self, samples: Samples, target: float, seconds: float) -> Samples:
        """Apply the gain to a frame on its way to `target`, which a full swing reaches in `seconds`."""
        step = FRAME_SECONDS / seconds
        start, end = self.gain, self.gain + min(max(target - self.gain, -step), step)
        self.gain = end
        if start == end == 1.0:
            return samples
        return samples * (start + (end - start) * _STEPS)


class Layer:
    """One sound of a mix."""

    def __init__(self, pcm: Pcm, *, gain: float = 1.0, is_ducked: bool = False) -> None:
        self._pcm = pcm
        self._ramp = Ramp(gain)
        #: How loud it is when nobody speaks; may be changed at any time, and is faded to.
        self.gain = gain
        self.is_ducked = is_ducked
        self.has_ended = False

    @property
    def is_mute(self) -> bool:
        """Whether it has been faded out."""
        return self.gain == self._ramp.gain == 0.0

    def read(self, *, down: bool) -> Samples | None:
        """The next frame with its gain, None if there is none now."""
        frame = self._pcm.read()
        if frame is None:
            self.has_ended = True
        if not frame:
            return None
        samples = np.frombuffer(frame, "<i2").astype(np.float32).reshape(FRAME_SAMPLES, 2)
        ducked = down and self.is_ducked
        return self._ramp.over(
            samples, self.gain * (DUCKED_GAIN if ducked else 1.0), DOWN_SECONDS if ducked else UP_SECONDS
        )


class Mix:
    """Layers heard together; ends when the last of them has ended."""

    def __init__(self, *layers: Layer, speaks: Callable[[], object] = lambda: False) -> None:
        """Mix layers; `speaks` is asked once a frame, in the thread that reads."""
        self._layers = list(layers)
        self._speaks = speaks
        self._held_seconds = 0.0

    def add(self, layer: Layer) -> None:
        """Let another sound be heard from the next frame on."""
        self._layers.append(layer)

    def read(self) -> bytes | None:
        """See `bot.voice.sources.Pcm.read`."""
        down = self._down()
        frames = [layer.read(down=down) for layer in tuple(self._layers)]
        self._layers = [layer for layer in self._layers if not layer.has_ended]
        heard = [frame for frame in frames if frame is not None]
        if not heard:
            return NOTHING if self._layers else None
        return added_up(heard)

    def _down(self) -> bool:
        self._held_seconds = HOLD_SECONDS if self._speaks() else self._held_seconds - FRAME_SECONDS
        return self._held_seconds > 0.0


def added_up(frames: Sequence[Samples]) -> bytes:
    """One frame of several: 16 bit, cut where the sum is louder than that holds."""
    mixed = frames[0] if len(frames) == 1 else np.sum(frames, axis=0)
    samples = np.clip(np.rint(mixed), -_LARGEST, _LARGEST).astype("<i2").tobytes()
    assert len(samples) == FRAME_BYTES
    return samples
