"""The `rostra` command in a process of its own, as a host runs it."""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
_PRELOADED = Path(__file__).with_name("preloaded.py")


@dataclass(frozen=True)
class Ended:
    """What was left of a command."""

    code: int
    out: str
    err: str


def rostra(*arguments: str | Path, cwd: Path, **environment: str) -> Ended:
    """Run the command in a folder, without this process's own settings."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        order = {
            "arguments": [str(argument) for argument in arguments],
            "cwd": str(cwd),
            "environment": clean_environment(**environment),
            "out": str(out),
            "err": str(err),
            "seconds": SECONDS,
        }
        status = int(_ask(json.dumps(order)))
        return Ended(os.waitstatus_to_exitcode(status), out.read_text("utf-8"), err.read_text("utf-8"))


def clean_environment(**more: str) -> dict[str, str]:
    """This process's environment without Rostra's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ROSTRA_")}
    return {**kept, "PYTHONWARNINGS": "ignore", "NO_COLOR": "1", **more}


def _ask(order: str) -> str:
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(order + "\n")
    server.stdin.flush()
    return server.stdout.readline()


@functools.cache
def _server() -> subprocess.Popen[str]:
    """Start what forks, once for all tests; it ends with them."""
    server = subprocess.Popen(
        [sys.executable, _PRELOADED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clean_environment(),
    )
    atexit.register(server.communicate)
    return server
