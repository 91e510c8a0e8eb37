"""What a measure found, as a table for people and as JSON for machines."""

from __future__ import annotations

import json
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.errors import OperatorError


class Mark(StrEnum):
    """How a figure stands to its bound."""

    GOAL = "goal"
    PASS = "pass"  # noqa: S105 - it passes
    MISS = "miss"


_STYLES = {Mark.GOAL: "green", Mark.PASS: "yellow", Mark.MISS: "bold red", None: ""}


@dataclass(frozen=True, slots=True)
class Bound:
    """What is aimed at, and what has to be reached: at most that many times a peer's, or at least."""

    goal: float
    passes: float | None = None
    at_least: bool = False
    #: Whether ours counts by itself, with the peer's beside it for information.
    alone: bool = False

    def mark(self, value: float) -> Mark:
        """How a value stands to it."""
        if self._holds(value, self.goal):
            return Mark.GOAL
        return Mark.PASS if self.passes is not None and self._holds(value, self.passes) else Mark.MISS

    def text(self, unit: str) -> str:
        """What it says, for a person."""
        sign, of = (">=" if self.at_least else "<="), (unit if self.alone else "x")
        return f"{sign} {self.goal:g} {of}" + ("" if self.passes is None else f" (pass: {self.passes:g})")

    def _holds(self, value: float, limit: float) -> bool:
        return value >= limit if self.at_least else value <= limit


@dataclass(slots=True)
class Figure:
    """One measure of ours beside a peer's."""

    what: str
    unit: str
    ours: list[float]
    peer: str
    peers: list[float]
    #: Ours over the peer's, or the reverse; both say "as many times as" when it is read.
    goal: str = ""
    note: str = ""
    bound: Bound | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the peer's: the median of what the rounds show, each by itself.

        Both were taken within a round, one after the other, so that a machine slower for a while is so
        for both. Where one was taken more often than the other, it is the one's median over the other's.
        """
        if not self.ours or not self.peers or not statistics.median(self.peers):
            return None
        if len(self.ours) != len(self.peers):
            return statistics.median(self.ours) / statistics.median(self.peers)
        pairs = zip(self.ours, self.peers, strict=True)
        return statistics.median(ours / peer for ours, peer in pairs if peer)

    @property
    def mark(self) -> Mark | None:
        """How it stands to its bound; None if it has none, or if it could not be measured."""
        if self.bound is None or not self.ours:
            return None
        value = statistics.median(self.ours) if self.bound.alone else self.ratio
        return None if value is None else self.bound.mark(value)


@dataclass(slots=True)
class Run:
    """Everything that one run found."""

    command: str
    figures: list[Figure] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing misses what it has to reach."""
        return all(figure.mark is not Mark.MISS for figure in self.figures)

    def as_json(self) -> str:
        """For machines."""
        figures: list[dict[str, Any]] = [
            {**asdict(figure), "ratio": figure.ratio, "mark": figure.mark} for figure in self.figures
        ]
        return json.dumps(
            {
                "command": self.command,
                "conditions": self.conditions,
                "missing": self.missing,
                "figures": figures,
            },
            indent=2,
        )

    def show(self, console: Console) -> None:
        """For people."""
        marked = any(figure.mark is not None for figure in self.figures)
        table = Table("measure", "ours", "peer", "ratio", "goal", *(["mark"] if marked else []), "note")
        for figure in self.figures:
            ratio, mark = figure.ratio, figure.mark
            goal = figure.goal or ("" if figure.bound is None else figure.bound.text(figure.unit))
            table.add_row(
                f"{figure.what}, {figure.unit}",
                _median(figure.ours),
                f"{_median(figure.peers)} {figure.peer}" if figure.peers else "-",
                "-" if ratio is None else f"{ratio:.2f} x",
                goal,
                *([f"[{_STYLES[mark]}]{mark or '-'}" if _STYLES[mark] else "-"] if marked else []),
                figure.note,
            )
        console.print(table)
        for name, value in self.conditions.items():
            console.print(f"{name}: {value}")
        for line in self.missing:
            console.print(line)


def finish(run: Run, console: Console, json_file: Path | None) -> None:
    """Show what was found, and write it down if it is wanted.

    Raises:
        OperatorError: the file cannot be written.
    """
    run.show(console)
    if json_file is None:
        return
    try:
        json_file.write_text(run.as_json() + "\n", encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"{json_file} cannot be written: {error.strerror}") from error
    console.print(f"wrote {json_file}", highlight=False)


def versions(packages: Sequence[str]) -> dict[str, str]:
    """What of these is installed, with Python and the machine."""
    found = {"python": platform.python_version(), "machine": f"{platform.system()} {platform.machine()}"}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def _median(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.4g}" if values else "-"
