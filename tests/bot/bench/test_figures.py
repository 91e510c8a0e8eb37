"""A ratio is of medians, and what is missing is said."""

from __future__ import annotations

import json

from rich.console import Console

from bot.bench.figures import Figure, Run, versions


def test_the_ratio_is_of_the_medians() -> None:
    assert Figure("x", "us", [1.0, 100.0, 2.0], "peer", [8.0, 4.0, 4.0]).ratio == 0.5


def test_without_a_peer_there_is_no_ratio() -> None:
    assert Figure("x", "us", [1.0], "", []).ratio is None
    assert Figure("x", "us", [1.0], "peer", [0.0]).ratio is None


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
