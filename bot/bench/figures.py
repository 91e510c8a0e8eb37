"""What a measure found, as a table for people and as JSON for machines."""

from __future__ import annotations

import json
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from typing import Any

from rich.console import Console
from rich.table import Table


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

    @property
    def ratio(self) -> float | None:
        """The median of ours over the median of the peer's."""
        if not self.ours or not self.peers or not statistics.median(self.peers):
            return None
        return statistics.median(self.ours) / statistics.median(self.peers)


@dataclass(slots=True)
class Run:
    """Everything that one run found."""

    command: str
    figures: list[Figure] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """For machines."""
        figures: list[dict[str, Any]] = [{**asdict(figure), "ratio": figure.ratio} for figure in self.figures]
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
        table = Table("measure", "ours", "peer", "ratio", "goal", "note")
        for figure in self.figures:
            ratio = figure.ratio
            table.add_row(
                f"{figure.what}, {figure.unit}",
                _median(figure.ours),
                f"{_median(figure.peers)} {figure.peer}" if figure.peers else "-",
                "-" if ratio is None else f"{ratio:.2f} x",
                figure.goal,
                figure.note,
            )
        console.print(table)
        for name, value in self.conditions.items():
            console.print(f"{name}: {value}")
        for line in self.missing:
            console.print(line)


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
