from __future__ import annotations

import pytest

from bot.sandbox.voice.impairments import Impairments

PACKETS = 2000


def arrivals(line: Impairments, listener: int = 1) -> list[list[float]]:
    return [line.delays(listener, now=1.0) for _ in range(PACKETS)]


def test_a_good_line_changes_nothing() -> None:
    assert arrivals(Impairments()) == [[0.0]] * PACKETS


@pytest.mark.parametrize("fraction", [0.05, 0.5])
def test_about_the_share_asked_for_is_lost(fraction: float) -> None:
    lost = arrivals(Impairments(loss=fraction)).count([])

    assert lost / PACKETS == pytest.approx(fraction, abs=0.04)


def test_the_same_seed_loses_the_same_packets() -> None:
    assert arrivals(Impairments(loss=0.1, seed=4)) == arrivals(Impairments(loss=0.1, seed=4))
    assert arrivals(Impairments(loss=0.1, seed=4)) != arrivals(Impairments(loss=0.1, seed=5))


def test_each_listener_has_a_line_of_their_own() -> None:
    line = Impairments(loss=0.1)

    assert arrivals(line, listener=1) != arrivals(line, listener=2)


def test_all_of_it_can_be_lost_reordered_late_or_doubled() -> None:
    assert arrivals(Impairments(loss=1.0)) == [[]] * PACKETS
    assert arrivals(Impairments(reorder=1.0, delay_seconds=0.2)) == [[0.25]] * PACKETS
    assert arrivals(Impairments(duplicate=1.0)) == [[0.0, 0.0]] * PACKETS
    assert arrivals(Impairments(silent_until=2.0)) == [[]] * PACKETS
