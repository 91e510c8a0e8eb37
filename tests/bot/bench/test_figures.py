"""A ratio is the median of what the rounds show, and what is missing is said."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from bot.bench.figures import Bound, Figure, Mark, Run, versions


def test_each_round_has_a_ratio_and_their_median_counts() -> None:
    # The machine became slower and slower; 2 over 8, as the medians are, is what no two rounds show.
    assert Figure("x", "us", [1.0, 2.0, 8.0], "peer", [2.0, 8.0, 16.0]).ratio == 0.5


def test_of_sides_that_were_not_taken_as_often_the_medians_are_compared() -> None:
    assert Figure("x", "us", [1.0, 100.0, 2.0], "peer", [8.0, 4.0]).ratio == 2 / 6


def test_without_a_peer_there_is_no_ratio() -> None:
    assert Figure("x", "us", [1.0], "", []).ratio is None
    assert Figure("x", "us", [1.0], "peer", [0.0]).ratio is None
    assert Figure("x", "us", [1.0, 3.0, 4.0], "peer", [0.0, 1.0, 2.0]).ratio == 2.5


def test_table_and_json_say_the_same() -> None:
    run = Run("rostra bench voice", [Figure("x", "us", [1.0], "peer", [2.0], "<= 1 x")], missing=["no peer"])
    console = Console(record=True, width=120)

    run.show(console)

    read = json.loads(run.as_json())
    text = console.export_text()
    assert read["figures"][0]["ratio"] == 0.5
    assert "0.50 x" in text
    assert "no peer" in text
    assert read["missing"] == ["no peer"]


def test_what_is_not_installed_is_said() -> None:
    found = versions(["discord.py", "a-package-of-nobody"])

    assert found["a-package-of-nobody"] == "not installed"
    assert found["discord.py"].startswith("2.")


@pytest.mark.parametrize(
    ("ours", "mark"), [(4.0, Mark.GOAL), (5.0, Mark.GOAL), (5.9, Mark.PASS), (6.1, Mark.MISS)]
)
def test_a_ratio_is_held_against_what_is_aimed_at_and_what_has_to_be_reached(ours: float, mark: Mark) -> None:
    figure = Figure("x", "us", [ours], "peer", [10.0], bound=Bound(0.5, passes=0.6))

    assert figure.mark is mark
    assert Run("x", [figure]).ok is (mark is not Mark.MISS)


def test_more_can_be_better_and_ours_can_count_alone() -> None:
    streams = Bound(10, passes=6, at_least=True)
    bytes_each = Bound(450, alone=True)

    assert Figure("x", "", [60.0], "peer", [10.0], bound=streams).mark is Mark.PASS
    assert Figure("x", "B", [451.0], "peer", [9_000.0], bound=bytes_each).mark is Mark.MISS
    assert (streams.text(""), bytes_each.text("B")) == (">= 10 x (pass: 6)", "<= 450 B")


def test_what_was_not_measured_has_no_mark() -> None:
    assert Figure("x", "us", [], "peer", [1.0], bound=Bound(1)).mark is None
    assert Figure("x", "us", [1.0], "peer", [], bound=Bound(1)).mark is None
    assert Figure("x", "us", [1.0], "peer", [1.0]).mark is None


def test_the_table_shows_the_marks() -> None:
    console = Console(record=True, width=160)

    Run("x", [Figure("x", "us", [1.0], "peer", [1.0], bound=Bound(0.5))]).show(console)

    text = console.export_text()
    assert "<= 0.5 x" in text
    assert "miss" in text
