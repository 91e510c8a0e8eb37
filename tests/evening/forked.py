"""A bot of the nursery: the same process to whoever starts, stops or kills it, and there in half a second."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.demo.child import KEPT_LINES, STOP_SECONDS, BotProcess, environment
from bot.errors import OperatorError

_LOOK_SECONDS = 0.01


class Nursery:
    """The process that forks."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.evening.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert self._read() == "ready"

    def fork(self, arguments: list[str], output: Path) -> int:
        """Begin a `rostra` with these arguments; answers its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"arguments": arguments, "output": str(output)}) + "\n")
        self._process.stdin.flush()
        return int(self._read())

    def made_tables(self, folder: Path) -> Path:
        """A database file with all tables and nothing in them."""
        made = folder / "empty.db"
        output = folder / "upgrade.log"
        child = self.fork(["db", "upgrade", "--database", f"sqlite+aiosqlite:///{made}"], output)
        while is_there(child):
            time.sleep(_LOOK_SECONDS)
        assert made.exists(), output.read_text(encoding="utf-8")
        return made

    def close(self) -> None:
        """End it; its children are ended by those who began them."""
        self._process.communicate()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


class ForkedBot(BotProcess):
    """Fulfils what the others do, with a process that is no child of ours."""

    def __init__(self, nursery: Nursery, ready_file: Path, database: str, *, config: Path) -> None:
        super().__init__(ready_file, database, config=config)
        self._nursery = nursery
        self._output = config.with_suffix(".log")
        self._pid: int | None = None

    @property
    def is_running(self) -> bool:
        """See `BotProcess.is_running`."""
        return self._pid is not None and is_there(self._pid)

    async def start(self) -> None:
        """See `BotProcess.start`."""
        self._pid = self._nursery.fork(self._arguments, self._output)

    async def stop(self) -> None:
        """See `BotProcess.stop`."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """See `BotProcess.kill`."""
        await self._end(signal.SIGKILL)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it do nothing for the length of the block, as if its machine were busy; what it hears waits."""
        assert self._pid is not None
        os.kill(self._pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._pid, signal.SIGCONT)

    def require_running(self) -> None:
        """See `BotProcess.require_running`."""
        if not self.is_running:
            raise OperatorError(f"the bot ended: {' | '.join(self.lines)}")

    async def _end(self, how: signal.Signals) -> None:
        pid, self._pid = self._pid, None
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        until = time.monotonic() + STOP_SECONDS
        while is_there(pid):
            if time.monotonic() > until:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(_LOOK_SECONDS)
        self.lines.extend(self._output.read_text(encoding="utf-8").splitlines()[-KEPT_LINES:])


def is_there(pid: int) -> bool:
    """Whether a process of that id runs; the nursery leaves no dead ones behind."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
