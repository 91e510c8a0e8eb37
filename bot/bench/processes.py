"""A process that is told what to do by JSON lines, and answers each."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO, Any

from bot.errors import OperatorError

#: No answer takes longer: not connecting a thousand stages, not counting a minute of packets.
ANSWER_SECONDS = 300.0
_GOODBYE_SECONDS = 5.0
_LONGEST_LINE = 1 << 20
_LAST_WORDS = 400
#: The last line of a traceback; a process that fails may say more while it falls.
_AN_ERROR = re.compile(r"[\w.]*(Error|Exception|Lost)\b")


class Child:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process, name: str, said: IO[bytes]) -> None:
        self._process = process
        self._name = name
        self._said = said

    async def ask(self, what: dict[str, Any]) -> dict[str, Any]:
        """Send a line and read the next.

        Raises:
            OperatorError: the process has ended, or does not answer.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(what).encode() + b"\n")
            await self._process.stdin.drain()
        except ConnectionError as error:
            raise OperatorError(f"{self._name} ended: {self._last_words()}") from error
        return await self.answer()

    async def answer(self) -> dict[str, Any]:
        """Read a line.

        Raises:
            OperatorError: the process has ended, or does not answer.
        """
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                line = await self._process.stdout.readline()
        except TimeoutError as error:
            raise OperatorError(f"{self._name} has not answered for {ANSWER_SECONDS:g} s") from error
        if not line:
            raise OperatorError(f"{self._name} ended: {self._last_words()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        errors = [line for line in lines if _AN_ERROR.match(line)]
        return (errors or lines)[-1][:_LAST_WORDS] if lines else "it said nothing"

    async def close(self) -> None:
        """Let it end with its input, and kill it if it does not."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(_GOODBYE_SECONDS):
                await self._process.communicate()
        except TimeoutError:
            self._process.kill()
            await self._process.communicate()


@asynccontextmanager
async def running(module: str, *arguments: str, ca_file: str | None = None) -> AsyncIterator[Child]:
    """Run a module of ours in a process of its own for the length of the block."""
    # Somebody's own settings are no part of a measure.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ROSTRA_")}
    environment |= {} if ca_file is None else {"SSL_CERT_FILE": ca_file}
    # What it says goes to a file: a pipe that nobody reads would stop it when it is full.
    with tempfile.TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=said,
            env=environment,
            limit=_LONGEST_LINE,
        )
        child = Child(process, module.rpartition(".")[2], said)
        try:
            yield child
        finally:
            await child.close()
