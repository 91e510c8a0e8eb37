"""Where the type checker is told to look away, a comment says why."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.source import FRAMEWORK, ROOT, SLICES, name_of, python_files

IGNORE = re.compile(r"# type: ignore\b")
WITH_A_REASON = re.compile(r"# type: ignore\[[a-z, -]+\]  # \S")


def unexplained(lines: list[str]) -> list[int]:
    """The numbers of the lines that ignore something with no reason beside it or on the line above."""
    return [
        number
        for number, (above, line) in enumerate(zip(["", *lines], lines, strict=False), start=1)
        if IGNORE.search(line) and not WITH_A_REASON.search(line) and not above.lstrip().startswith("# ")
    ]


def unexplained_in(file: Path) -> list[str]:
    """The same, of a file."""
    found = unexplained(file.read_text(encoding="utf-8").splitlines())
    return [f"{name_of(file)}:{number}" for number in found]


def test_every_ignore_has_its_reason() -> None:
    files = [file for file in python_files(FRAMEWORK, SLICES, ROOT / "tests") if file != Path(__file__)]

    assert [place for file in files for place in unexplained_in(file)] == []


def test_an_ignore_without_a_reason_is_seen() -> None:
    bare = "x = 1  # type: ignore[misc]"

    assert unexplained([bare, f"{bare}  # a number is no word", "# As it comes.", bare]) == [1]
