"""Layers add up, music goes down under speech and comes back, and nothing clips over or clicks."""

from __future__ import annotations

import numpy as np
import pytest

from bot.voice.mixing import DUCKED_GAIN, HOLD_SECONDS, Layer, Mix
from bot.voice.opus import FRAME_SAMPLES
from bot.voice.sources import NOTHING


class Steady:
    """The same amplitude for a number of frames."""

    def __init__(self, amplitude: int, frames: int = 1000) -> None:
        self._frame = np.full(FRAME_SAMPLES * 2, amplitude, "<i2").tobytes()
        self._left = frames

    def read(self) -> bytes | None:
        self._left -= 1
        return self._frame if self._left >= 0 else None


class Late:
    """Has nothing yet."""

    def read(self) -> bytes | None:
        return NOTHING


def frame_of(mix: Mix) -> np.ndarray:
    frame = mix.read()
    assert frame
    return np.frombuffer(frame, "<i2")


def test_layers_add_up() -> None:
    assert set(frame_of(Mix(Layer(Steady(1000)), Layer(Steady(200))))) == {1200}


def test_a_sum_that_is_too_loud_is_cut_not_turned_over() -> None:
    assert frame_of(Mix(Layer(Steady(30_000)), Layer(Steady(30_000)))).max() == 32_767


def test_music_goes_down_under_speech_and_comes_back_after_a_while() -> None:
    speaks = False
    mix = Mix(Layer(Steady(10_000), is_ducked=True), speaks=lambda: speaks)
    assert set(frame_of(mix)) == {10_000}

    speaks = True
    down = [frame_of(mix)[-1] for _ in range(20)]
    speaks = False
    held = [frame_of(mix)[-1] for _ in range(int(HOLD_SECONDS / 0.02) - 2)]
    up = [frame_of(mix)[-1] for _ in range(60)]

    assert down == sorted(down, reverse=True)
    assert down[-1] == pytest.approx(10_000 * DUCKED_GAIN, abs=2)
    assert set(held) == {down[-1]}
    assert up == sorted(up)
    assert up[-1] == pytest.approx(10_000, abs=2)


def test_a_gain_changes_from_sample_to_sample() -> None:
    speaks = False
    mix = Mix(Layer(Steady(10_000), is_ducked=True), speaks=lambda: speaks)
    first = frame_of(mix)
    speaks = True

    both = np.concatenate([first, frame_of(mix)])[::2].astype(int)

    assert np.abs(np.diff(both)).max() < 10


def test_what_speaks_itself_is_not_ducked() -> None:
    mix = Mix(Layer(Steady(1000)), speaks=lambda: True)

    assert [frame_of(mix)[-1] for _ in range(10)] == [1000] * 10


def test_it_ends_with_its_last_layer() -> None:
    mix = Mix(Layer(Steady(1, frames=1)), Layer(Steady(2, frames=3)))

    assert [frame_of(mix)[0] for _ in range(3)] == [3, 2, 2]
    assert mix.read() is None


def test_a_layer_that_is_late_holds_up_no_other() -> None:
    assert set(frame_of(Mix(Layer(Late()), Layer(Steady(5))))) == {5}
    assert Mix(Layer(Late())).read() == NOTHING


def test_a_layer_can_join_later_and_be_turned_down() -> None:
    mix = Mix(Layer(Steady(100)))
    layer = Layer(Steady(1000))
    frame_of(mix)

    mix.add(layer)
    assert set(frame_of(mix)) == {1100}
    layer.gain = 0.0
    levels = [frame_of(mix)[-1] for _ in range(60)]

    assert levels[-1] == 100
