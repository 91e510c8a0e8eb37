"""No file of the project names a place that exists on one machine only, or the host of a package registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name_of

FOLDERS = (".ci", "benchmarks", "bot", "cogs", "docs", "tests")
# Their settings, and where a second working tree of Git says that the first one is.
THEIR_OWN = {"config.toml", ".git"}
LARGEST_BYTES = 2_000_000
PLACES = re.compile(
    r"(?<![\w/.~-])/(?:home|root|work|farm|Users)/[\w.-]+"  # somebody's own folder
    r"|\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b"
    r"|\bdeb\.debian\.(?:org|net)\b"
)


def texts() -> Iterator[Path]:
    """Every file of the project that a person could have written; what is theirs alone is no part of it."""
    yield from (file for file in ROOT.iterdir() if file.is_file() and file.name not in THEIR_OWN)
    for folder in FOLDERS:
        yield from (
            file for file in (ROOT / folder).rglob("*") if file.is_file() and "__pycache__" not in file.parts
        )


def foreign_places(text: str) -> list[str]:
    """The places in a text that mean nothing elsewhere."""
    return PLACES.findall(text)


def test_no_file_names_a_place_of_one_machine() -> None:
    files = [file for file in texts() if file.stat().st_size <= LARGEST_BYTES]
    assert len(files) > 50

    found = {
        name_of(file): foreign_places(file.read_text(encoding="utf-8", errors="ignore")) for file in files
    }

    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/ho" + "me/ada/rostra.db", True),
        ("(/ro" + "ot/.cache/x)", True),
        ("https://pypi" + ".org/simple", True),
        ("/etc/rostra/config.toml", False),
        ("https://discord.com/developers", False),
        ("docs/home/page.md", False),
    ],
)
def test_a_place_of_one_machine_is_seen(text: str, *, seen: bool) -> None:
    assert bool(foreign_places(text)) is seen
