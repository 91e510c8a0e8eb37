"""Runs `rostra` again and again, each time in a fork of a process that has the libraries imported.

Two thirds of a command's start are the import of libraries, and the tests start it fifty times. Of our own
modules none is imported here, so that each command still imports just what it asks for.
Orders come as lines of JSON; each is answered with the exit status, as `waitpid` gives it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import sys
import traceback
import warnings
from typing import Any, NoReturn

LIBRARIES = (
    "aiohttp.web",
    "aiosqlite",
    "alembic.command",
    "asyncpg",
    "av",
    "discord.ext.commands",
    "fluent.runtime",
    "orjson",
    "prometheus_client",
    "pydantic_settings",
    "sqlalchemy.ext.asyncio",
    "structlog",
    "trustme",
    "typer",
)


def obey(order: dict[str, Any]) -> NoReturn:
    """Become the command, in this process."""
    signal.alarm(order["seconds"])
    for descriptor, name in ((0, os.devnull), (1, order["out"]), (2, order["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), descriptor)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["rostra", *order["arguments"]]
    sys.path[0] = order["cwd"]
    code = 0
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if isinstance(ended.code, str):
            sys.stderr.write(ended.code + "\n")
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does at its end
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # to take down every library in good order would take longer than the command


def main() -> None:
    warnings.simplefilter("ignore")
    for library in LIBRARIES:
        importlib.import_module(library)
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            obey(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(status, flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
