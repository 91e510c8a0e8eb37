"""What an evening was expected to be, what it was, and the JSON that says so."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

SECTIONS = ("stage", "hands", "tips", "audio", "gateway", "ledger")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the evening; `seen` comes from the sandbox's state."""

    name: str
    ok: bool
    expected: Any
    seen: Any
    seconds: float


@dataclass(slots=True)
class Report:
    """All steps in order, and the figures that people look for first."""

    steps: list[Step] = field(default_factory=list)
    stage: dict[str, Any] = field(default_factory=dict)
    hands: dict[str, Any] = field(default_factory=dict)
    tips: dict[str, Any] = field(default_factory=dict)
    audio: dict[str, Any] = field(default_factory=dict)
    gateway: dict[str, Any] = field(default_factory=dict)
    ledger: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether every step happened as it should; an evening without steps did not."""
        return bool(self.steps) and all(step.ok for step in self.steps)

    def write(self, path: Path) -> None:
        """Write the report as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2, default=str) + "\n", encoding="utf-8")
