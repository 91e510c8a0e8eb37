"""Packets are placed on the room's clock, also after hours, jitter, drift, pauses and stopped clocks."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE
from bot.voice.roomclock import Placement
from bot.voice.rtp import TIMESTAMPS

HOURS = 4
TWENTY_MS = FRAME_SAMPLES


def utterances(dice: random.Random, hours: float) -> list[tuple[int, int]]:
    """When somebody speaks in a room, and for how many frames: turns with pauses of a second to minutes."""
    now, found = dice.randrange(SAMPLE_RATE * 60), []
    while now < hours * 3600 * SAMPLE_RATE:
        frames = dice.randrange(20, 1500)
        found.append((now, frames))
        now += frames * FRAME_SAMPLES + dice.randrange(SAMPLE_RATE, SAMPLE_RATE * 60)
    return found


@pytest.mark.parametrize("drift_ppm", [-100, 0, 100])
def test_tracks_stay_within_twenty_milliseconds_for_four_hours(drift_ppm: int) -> None:
    """A sender whose clock goes wrong by up to 9 seconds a day, over a network that delays by up to 40 ms."""
    dice = random.Random(drift_ppm)
    placement, first, worst = Placement(), dice.randrange(TIMESTAMPS), 0

    for spoken_at, frames in utterances(dice, HOURS):
        for frame in range(frames):
            true_place = spoken_at + frame * FRAME_SAMPLES
            timestamp = (first + int(spoken_at * (1 + drift_ppm / 1e6)) + frame * FRAME_SAMPLES) % TIMESTAMPS
            arrived = true_place + FRAME_SAMPLES + int(dice.expovariate(1 / 400)) % 1920
            place = placement.place(timestamp, FRAME_SAMPLES, arrived)
            if true_place > SAMPLE_RATE * 120:
                worst = max(worst, abs(place - true_place))

    assert worst < TWENTY_MS


@pytest.mark.parametrize("drift_ppm", [-50, 50])
def test_after_minutes_of_silence_neither_drift_nor_a_late_packet_misplaces_anybody(drift_ppm: int) -> None:
    placement, pause = Placement(), SAMPLE_RATE * 600

    for turn in range(20):
        # The first packet of each turn but the first is late by 18 ms, and the clocks part by 30.
        for frame in range(50):
            true_place = turn * pause + frame * FRAME_SAMPLES
            timestamp = int(turn * pause * (1 + drift_ppm / 1e6)) + frame * FRAME_SAMPLES
            late = 864 if turn and not frame else 48 * (frame % 3)
            place = placement.place(timestamp, FRAME_SAMPLES, true_place + FRAME_SAMPLES + late)
            assert abs(place - true_place) < TWENTY_MS


def test_a_sender_who_stops_its_clock_while_silent_is_placed_by_arrival() -> None:
    placement, dice, timestamp = Placement(), random.Random(1), 0

    for spoken_at, frames in utterances(dice, 0.5):
        for frame in range(frames):
            true_place = spoken_at + frame * FRAME_SAMPLES
            arrived = true_place + FRAME_SAMPLES + dice.randrange(240)
            place = placement.place(timestamp, FRAME_SAMPLES, arrived, is_silent=frame >= frames - 5)
            timestamp += FRAME_SAMPLES
            assert abs(place - true_place) < TWENTY_MS


@pytest.mark.parametrize("pause_ms", [80, 300, 900])
def test_a_stopped_clock_misplaces_nobody_after_a_short_pause_either(pause_ms: int) -> None:
    placement, timestamp = Placement(), 0

    for spoken_at in (SAMPLE_RATE, 2 * SAMPLE_RATE + pause_ms * SAMPLE_RATE // 1000):
        for frame in range(50):
            true_place = spoken_at + frame * FRAME_SAMPLES
            place = placement.place(
                timestamp, FRAME_SAMPLES, true_place + FRAME_SAMPLES, is_silent=frame >= 45
            )
            timestamp += FRAME_SAMPLES
            assert abs(place - true_place) < TWENTY_MS


@given(st.integers(0, TIMESTAMPS - 1), st.lists(st.integers(0, SAMPLE_RATE // 2), min_size=2, max_size=200))
def test_within_an_utterance_only_the_timestamps_count(first: int, delays: list[int]) -> None:
    placement = Placement()

    places = [
        placement.place(
            (first + number * FRAME_SAMPLES) % TIMESTAMPS,
            FRAME_SAMPLES,
            number * FRAME_SAMPLES + delay + SAMPLE_RATE,
        )
        for number, delay in enumerate(delays)
    ]

    assert [place - places[0] for place in places] == [n * FRAME_SAMPLES for n in range(len(delays))]


def test_a_lost_packet_leaves_its_place_free() -> None:
    placement = Placement()

    places = [
        placement.place(number * FRAME_SAMPLES, FRAME_SAMPLES, (number + 10) * FRAME_SAMPLES)
        for number in (0, 1, 3, 4)
    ]

    assert [place - places[0] for place in places] == [0, 960, 2880, 3840]
