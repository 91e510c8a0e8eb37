"""Every dependency has its reason on one page, and that page names no other."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.pages import sections, table
from tests.architecture.source import DOCS, ROOT

PAGE = DOCS / "explanation" / "dependencies.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    """The bare names of requirements, our own extras left out."""
    found = {re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower() for requirement in requirements}
    return found - {"rostra"}


@pytest.mark.parametrize(
    ("section", "requirements"),
    [
        ("To run", PROJECT["dependencies"]),
        ("To speak", PROJECT["optional-dependencies"]["speech"]),
        ("To take real money", PROJECT["optional-dependencies"]["stripe"]),
        ("To make text of speech", PROJECT["optional-dependencies"]["transcripts"]),
        ("To test", PROJECT["optional-dependencies"]["test"]),
        ("To develop", PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_every_dependency_says_why_it_is_here(section: str, requirements: list[str]) -> None:
    reasons = table(sections(PAGE)[section])

    assert set(reasons) == names(requirements)
    assert [name for name, (why,) in reasons.items() if not why.endswith(".")] == []


def test_the_voice_libraries_stay_below_what_discord_py_breaks_on() -> None:
    bounds = {requirement.split(">=")[0]: requirement for requirement in PROJECT["dependencies"]}

    assert bounds["discord.py[voice]"].endswith("<2.8")
    assert bounds["pynacl"].endswith("<1.6")
