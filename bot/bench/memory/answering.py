"""The other end of `bot.bench.processes`: answers lines of JSON until its input is closed."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord

Answer = Callable[..., Awaitable[Mapping[str, Any]]]
#: Linux documentation, "The /proc Filesystem", statm.
STATUS = Path("/proc/self/statm")
#: What is measured has a core of its own; the sandbox and whoever asks share the other.
SUBJECT_CORE, PLACE_CORE = 0, 1
_LOOK_SECONDS = 0.02


async def answer(able: Mapping[str, Answer]) -> None:
    """Say that this process is ready, then answer what it is asked; a failure is an answer too."""
    loop = asyncio.get_running_loop()
    _say({"ready": True})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        try:
            _say(await able[asked.pop("what")](**asked))
        except Exception as error:  # noqa: BLE001 - an edge: whoever asked reads what went wrong
            _say({"failed": f"{type(error).__name__}: {error}"})


async def memory() -> Mapping[str, float]:
    """How many bytes of memory this process holds, once it has let go what nobody uses."""
    for _ in range(3):
        gc.collect()
    _give_back()
    return {"bytes": _held_pages() * os.sysconf("SC_PAGE_SIZE")}


async def cpu() -> Mapping[str, float]:
    """How many seconds of a core this process has used."""
    return {"seconds": time.process_time()}


@asynccontextmanager
async def connected(client: discord.Client, token: str) -> AsyncIterator[None]:
    """Let a client run for the length of the block; it is ready when that begins."""
    async with client:
        running = asyncio.create_task(client.start(token), name="client")
        while not client.is_ready():
            if running.done():
                await running
            await asyncio.sleep(_LOOK_SECONDS)
        yield
        await client.close()
        await running


def _held_pages() -> int:
    return int(STATUS.read_text().split()[1])


def _give_back() -> None:
    """Let the allocator of glibc return what it keeps for later."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _say(what: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()
