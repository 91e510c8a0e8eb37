"""The production bot as a child process: `rostra run --sandbox FILE`, and nothing special."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import deque
from pathlib import Path

from bot.errors import OperatorError

STOP_SECONDS = 10.0
KEPT_LINES = 50


def environment() -> dict[str, str]:
    """What a child of the demo inherits: all but somebody's own settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ROSTRA_")}


class BotProcess:
    """Starts, stops and kills a bot, and keeps the last lines that it printed."""

    def __init__(self, ready_file: Path, database: str, *, config: Path) -> None:
        self._arguments = ["run", "--sandbox", str(ready_file), "--database", database]
        self._arguments += ["--config", str(config)]
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the bot; it is ready when the sandbox says so, not when this returns."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *self._arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=environment(),
        )
        self._reader = asyncio.create_task(self._read(self._process), name="bot-output")

    async def stop(self) -> None:
        """Ask it to end, and kill it if it does not."""
        if self._process is None:
            return
        if self.is_running:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
            except TimeoutError:
                self._process.kill()
        await self._gone()

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None and self.is_running:
            self._process.kill()
        await self._gone()

    def require_running(self) -> None:
        """Say why the bot is not there.

        Raises:
            OperatorError: it ended; the message has its last line.
        """
        if not self.is_running:
            last = next((line for line in reversed(self.lines) if line.strip()), "it said nothing")
            raise OperatorError(f"the bot ended: {last}")

    async def _gone(self) -> None:
        if self._process is not None:
            await self._process.wait()
        if self._reader is not None:
            await self._reader
            self._reader = None

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None, "it was asked for"
        async for line in process.stdout:
            self.lines.append(line.decode(errors="replace").rstrip())
