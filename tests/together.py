"""Processes of their own that begin at the same moment, as two bots on one database do."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

START_SECONDS = 120.0


@asynccontextmanager
async def together(module: str, *each: Sequence[object]) -> AsyncIterator[list[Process]]:
    """Run a module once for each list of arguments; they go on when all have said that they are ready.

    Such a module says so by one line, and then waits for one: `ready_and_waiting`.
    """
    processes = [await _started(module, arguments) for arguments in each]
    try:
        async with asyncio.timeout(START_SECONDS):
            for process in processes:
                assert process.stdout is not None
                assert await process.stdout.readline() == b"ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write(b"go\n")
        yield processes
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.communicate()


async def said_by(process: Process) -> list[str]:
    """What a process printed until it ended."""
    out, problems = await process.communicate()
    assert process.returncode == 0, problems.decode()
    return out.decode().splitlines()


def ready_and_waiting() -> None:
    """Called by the module: say so, and wait for the others."""
    print("ready", flush=True)  # noqa: T201 - the test reads it
    sys.stdin.readline()


async def _started(module: str, arguments: Sequence[object]) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *map(str, arguments)),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
