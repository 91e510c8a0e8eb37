"""What a check found."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bot import permissions
from bot.i18n import Words


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    WARNING = "warning"  # it works, but not as somebody may think
    PROBLEM = "problem"  # it does not work
    SKIPPED = "skipped"  # it could not be asked, because of something else


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence on one subject, and what to do about it."""

    check: str
    state: State
    said: str
    do: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {"check": self.check, "state": self.state.value, "said": self.said, "do": self.do}


Findings = AsyncIterator[Finding]


def ok(check: str, said: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(check, State.OK, said)


def warning(check: str, said: str, do: str) -> Finding:
    """Say that something is not as somebody may think."""
    return Finding(check, State.WARNING, said, do)


def problem(check: str, said: str, do: str) -> Finding:
    """Say that something does not work."""
    return Finding(check, State.PROBLEM, said, do)


def skipped(check: str, because: str) -> Finding:
    """Say that something could not be asked."""
    return Finding(check, State.SKIPPED, because)


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether the bot can do its work."""
    return not any(finding.state is State.PROBLEM for finding in findings)


def in_english(names: Iterable[str]) -> str:
    """Permissions as Discord's settings call them; a finding is written in English."""
    texts = permissions.names(names).items
    return ", ".join(_words().plain(text.owner, text.key, "en") for text in texts)


@lru_cache(maxsize=1)
def _words() -> Words:
    return Words()
