"""How late packets are is counted against the best grid that fits them."""

from __future__ import annotations

from array import array

import pytest

from bot.bench.voice.arrivals import lateness_ms

MS = 1_000_000


def late(times_ms: list[float], first: int = 0) -> float:
    sequences = array("q", [(first + number) % 65_536 for number in range(len(times_ms))])
    return lateness_ms(sequences, array("q", [int(time * MS) for time in times_ms]))


def test_packets_in_time_are_not_late_wherever_the_numbers_begin() -> None:
    assert late([100 + 20 * number for number in range(200)], first=65_500) == 0.0


def test_one_late_packet_in_ten_counts() -> None:
    times = [20.0 * number + (7.0 if number % 10 == 9 else 0.0) for number in range(200)]

    assert late(times) == pytest.approx(7.0)


def test_a_clock_that_was_moved_counts_to_the_end() -> None:
    times = [20.0 * number + (30.0 if number > 100 else 0.0) for number in range(200)]

    assert late(times) == pytest.approx(30.0)


def test_a_single_packet_is_in_its_place() -> None:
    assert late([5.0]) == 0.0
