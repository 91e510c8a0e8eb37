"""A command that cannot end cleanly is ended by the second signal."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from textwrap import dedent

import pytest

HANGS_AT_THE_END = dedent(
    """
    import asyncio
    from bot.cli.signals import stop_at_a_signal

    async def main():
        stopped = stop_at_a_signal()
        print("up", flush=True)
        await stopped.wait()
        print("ending", flush=True)
        await asyncio.Event().wait()

    asyncio.run(main())
    """
)
SECONDS = 20


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
async def test_the_second_signal_ends_at_once(name: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS_AT_THE_END, stdout=PIPE, stderr=PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        for said in (b"up\n", b"ending\n"):
            assert await process.stdout.readline() == said
            process.send_signal(name)
        await process.communicate()

    assert process.returncode == -name
