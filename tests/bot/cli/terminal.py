"""The `rostra` command in a process of its own, as a host runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """What was left of a command."""

    code: int
    out: str
    err: str


def rostra(*arguments: str | Path, cwd: Path, **environment: str) -> Ended:
    """Run the command in a folder, without this process's own settings."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        cwd=cwd,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def clean_environment(**more: str) -> dict[str, str]:
    """This process's environment without Rostra's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ROSTRA_")}
    return {**kept, "PYTHONWARNINGS": "ignore", "NO_COLOR": "1", **more}
