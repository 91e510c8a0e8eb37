"""What can be chosen for a demo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LISTENERS = 200


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How long, how many, and where everything is kept."""

    seconds: float = 30.0  # how long an evening lasts, if its steps need no longer
    listeners: int = LISTENERS
    database: str | None = None  # a URL; a file that is removed afterwards if not given
    report: Path | None = None
    request_log: Path | None = None
    gateway_log: Path | None = None
    patience_seconds: float = 20.0  # how long a step waits for what it wants to see
