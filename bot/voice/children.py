"""Child processes in which is read what strangers sent: how they are started, listened to and ended.

None has our secrets in its environment, and none outlives whoever started it. How a child binds itself is in
`bot.voice.binding`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path

import bot

#: What is kept of a traceback.
_SAID_BYTES = 500
_ENVIRONMENT = {
    "PYTHONPATH": str(Path(bot.__file__).resolve().parent.parent),
    # numpy's own threads map memory each, and nothing here multiplies matrices.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
# What Python needs to start on some systems, and what pydub looks for a program in that it is not to use.
_INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


async def started(
    program: str, *arguments: str, answers: bool = True, more: Mapping[str, str] | None = None
) -> Process:
    """Start `python -m program`, which reads from a pipe and complains into one.

    `answers` is whether its standard output is a pipe too, and `more` what it needs in its environment.

    Raises:
        OSError: it cannot be started.
    """
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-s", "-m", program, *arguments),
        stdin=PIPE,
        stdout=PIPE if answers else DEVNULL,
        stderr=PIPE,
        env={**_ENVIRONMENT, **inherited, **(more or {})},
    )


async def feed(process: Process, content: bytes) -> None:
    """Give a child what it is to read."""
    assert process.stdin is not None
    # A child that has seen enough reads no further; its exit code says what it saw.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(content)
        await process.stdin.drain()
    process.stdin.close()


async def last_said(process: Process) -> str:
    """The end of what a child complains of, in one line."""
    assert process.stderr is not None
    said = b""
    while piece := await process.stderr.read(65_536):
        said = (said + piece)[-_SAID_BYTES:]
    return " ".join(said.decode(errors="replace").split())


async def end(process: Process) -> None:
    """End a child, if it has not ended, and wait for that."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
