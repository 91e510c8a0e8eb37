from __future__ import annotations

import numpy as np
import pytest

from bot.sandbox.voice.listening import COMPARED_RATE, Samples, correlation

SECONDS = 2


def tone(frequency: float, seconds: float = SECONDS) -> Samples:
    """A tone that is faded in and out, so that it has a place in time."""
    time = np.arange(int(COMPARED_RATE * seconds)) / COMPARED_RATE
    return np.asarray(np.sin(2 * np.pi * frequency * time) * np.sin(np.pi * time / seconds))


def speech(seed: int = 1) -> Samples:
    return np.random.default_rng(seed).normal(size=COMPARED_RATE * SECONDS)


def test_a_recording_is_like_itself() -> None:
    assert correlation(speech(), speech()) == pytest.approx(1.0)


def test_delay_loudness_and_what_lies_around_do_not_matter() -> None:
    around = np.zeros(COMPARED_RATE)
    heard = np.concatenate([around, 0.1 * speech(), around, speech(2)])

    assert correlation(speech(), heard) == pytest.approx(1.0)


def test_a_part_is_recognised_in_the_whole() -> None:
    assert correlation(speech(), speech()[5000:20_000]) == pytest.approx(1.0)


def test_what_is_shifted_over_the_end_is_still_alike() -> None:
    assert correlation(speech(), np.roll(speech(), 300)) > 0.95


@pytest.mark.parametrize("other", [speech(2), tone(440), np.zeros(COMPARED_RATE)])
def test_something_else_is_not_alike(other: Samples) -> None:
    assert correlation(speech(), other) < 0.1


def test_tones_of_other_pitch_differ() -> None:
    assert correlation(tone(440), tone(550)) < 0.1
    assert correlation(tone(440), tone(440, 1.0)) > 0.85


def test_nothing_is_like_nothing() -> None:
    assert correlation(np.zeros(0), np.zeros(0)) == 0.0
