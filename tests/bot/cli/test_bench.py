"""`rostra bench` says what it found, and writes it down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.terminal import rostra


@pytest.mark.long
def test_communities_are_measured_beside_discord_py_and_written_down(tmp_path: Path) -> None:
    ended = rostra(
        "bench", "memory", "--quick", "--only", "communities", "--json", "found.json", cwd=tmp_path
    )

    assert ended.code == 0, ended.err
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    (figure,) = found["figures"]
    assert (figure["what"], figure["peer"], len(figure["ours"])) == ("an idle community", "discord.py", 1)
    assert figure["mark"] in {"goal", "pass", "miss"}
    assert found["conditions"]["discord.py"].startswith("2.")


def test_a_part_that_there_is_not_is_named(tmp_path: Path) -> None:
    ended = rostra("bench", "memory", "--only", "everything", cwd=tmp_path)

    assert (ended.code, ended.err) == (
        2,
        "rostra: there is no part 'everything'; there are communities, listeners, answers\n",
    )
