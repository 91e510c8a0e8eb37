"""What a replay is about at a moment."""

from __future__ import annotations

import pytest

from cogs.replays.topics import clock, topic_at

TOPICS = [(0, "Jazz"), (61_500, "Blues")]


@pytest.mark.parametrize(
    ("seconds", "topic"), [(0, "Jazz"), (61.4, "Jazz"), (61.5, "Blues"), (9_000, "Blues")]
)
def test_a_topic_holds_until_the_next(seconds: float, topic: str) -> None:
    assert topic_at(TOPICS, seconds) == topic


def test_before_the_first_there_is_none() -> None:
    assert topic_at([(5_000, "Late")], 4.9) is None


def test_times_are_written_as_on_a_clock() -> None:
    assert (clock(61.9), clock(3_723)) == ("1:01", "1:02:03")
