"""The process that is measured: it plays on stages, or records one, and says what that cost.

Reads commands as JSON lines from its standard input and answers likewise.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.bench import pinned
from bot.bench.voice import recorders, senders
from bot.bench.voice.main_gateway import BenchClient, add_stage, connected_client
from bot.bench.voice.speakers import FIRST_USER_ID
from bot.cli import process

#: How long the event loop computes at a stretch where it shall be busy.
BUSY_SECONDS = 0.003
#: After the last connection, and once more after the rubbish was collected, which stops everything.
SETTLE_SECONDS = 2.0


class Measured:
    """The process."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._order = order
        self._received: recorders.Received = lambda: 0
        self._cpu = self._wall = 0.0
        self._before = 0
        self._busy: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Do what was ordered until the standard input ends."""
        client = await connected_client(self._order["endpoint"])
        if self._order["kind"].startswith("ours"):
            process.keep_loaded()  # as `rostra run` does
        gc.collect()
        before = resident_bytes()
        if self._order["do"] == "play":
            await senders.play_on(self._order["kind"], client, self._order["count"])
        else:
            await self._record(client)
        await asyncio.sleep(SETTLE_SECONDS)
        gc.collect()
        if self._order.get("busy"):
            self._busy = asyncio.create_task(_be_busy(self._order["busy"]), name="bench-busy")
        resident = resident_bytes() - before
        await asyncio.sleep(SETTLE_SECONDS)
        _say({"resident_bytes": resident})
        await self._obey()

    async def _record(self, client: BenchClient) -> None:
        count = self._order["count"]
        people = range(FIRST_USER_ID, FIRST_USER_ID + count)
        folder = Path(tempfile.mkdtemp(dir=self._order["folder"]))
        self._received = await recorders.KINDS[self._order["kind"]](
            client, add_stage(client, 0, people), folder
        )

    async def _obey(self) -> None:
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            if json.loads(line)["do"] == "begin":
                self._cpu, self._wall = time.process_time(), time.monotonic()
                self._before = self._received()
                _say({})
            else:
                cpu, seconds = time.process_time() - self._cpu, time.monotonic() - self._wall
                received = self._received()
                _say(
                    {
                        "cpu_seconds": cpu,
                        "seconds": seconds,
                        "received": received,
                        "received_meanwhile": received - self._before,
                    }
                )


def resident_bytes() -> int:
    """How much memory the process has, where the system says so."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 if statm.exists() else 0


async def _be_busy(share: float) -> None:
    """Compute for that share of the time, as a bot with much to do."""
    while True:
        end = time.perf_counter() + BUSY_SECONDS
        while time.perf_counter() < end:
            sum(range(200))
        await asyncio.sleep(BUSY_SECONDS * (1 - share) / share)


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - to whoever has started this process


def main() -> None:
    """Read the order and carry it out, on one core."""
    order = json.loads(sys.stdin.readline())
    pinned.to_core(order["core"])
    process.raise_limit()
    (process.run if order["uvloop"] else asyncio.run)(Measured(order).run())


if __name__ == "__main__":
    main()
