"""Bots that are born quickly: a process that has read all of the code, and forks one whenever it is asked.

What is forked does what `python -m bot` would, from its command line on, in a process of its own that a
SIGKILL ends like any other. Only that it reads the same code again for each of a hundred starts is spared.
Started as `python -m tests.evening.nursery`; each line asks for one: its arguments, and where it writes.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
from pathlib import Path

import bot
import cogs
from bot.__main__ import main as rostra

_LEFT_OUT = ("sandbox", "demo", "bench", "testing", "migrations")


def main() -> None:
    """Read the code, then fork for every line."""
    for package in (bot, cogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not set(module.name.split(".")) & set(_LEFT_OUT) and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    gc.freeze()
    # Nobody here waits for a child: the system takes it away as soon as it has ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _say("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        if (child := os.fork()) == 0:
            _live(asked["arguments"], Path(asked["output"]))
        _say(str(child))


def _live(arguments: list[str], output: Path) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing, writing = (
        os.open(os.devnull, os.O_RDONLY),
        os.open(output, os.O_CREAT | os.O_APPEND | os.O_WRONLY),
    )
    for mine, given in ((0, nothing), (1, writing), (2, writing)):
        os.dup2(given, mine)
    sys.argv = ["rostra", *arguments]
    code = 1
    try:
        rostra()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(code)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - whoever asked reads it


if __name__ == "__main__":
    main()
