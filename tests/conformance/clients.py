"""The clients of other libraries: where each is installed, how it is started, what it tells."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.sandbox.ready import ReadyFile

HOME_VARIABLE = "ROSTRA_TEST_CONFORMANCE_HOME"
PROGRAMS = Path(__file__).parent
START_SECONDS = 30.0  # a busy machine loads a library's hundred files slowly
PATIENCE_SECONDS = 10.0
MOST_COMPLAINTS = 8000

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Library:
    """One of them; `folder` is its name below this folder and below that of the installation."""

    name: str
    folder: str
    program: str
    interpreter: str  # on the PATH, or in the installed folder
    package: str  # what must be there, by a pattern
    #: What makes its TLS trust the authority of the sandbox, by its own documentation.
    authority_variable: str | None = None

    def missing(self) -> str | None:
        """Say what is not there, or None if it can be run."""
        home = os.environ.get(HOME_VARIABLE)
        if not home:
            return f"{HOME_VARIABLE} does not name a folder filled by tests/conformance/install"
        why = Path(home, self.folder, "missing")
        if why.exists():
            return f"{self.name} could not be installed: {why.read_text(encoding='utf-8').strip()}"
        if shutil.which(self.interpreter, path=self._path(home)) is None:
            return f"{self.name} needs {self.interpreter}, which is not there"
        if not any(Path(home, self.folder).glob(self.package)):
            return f"{self.name} is not installed in {home}"
        return None

    def command(self) -> list[str]:
        """What starts its program."""
        interpreter = shutil.which(self.interpreter, path=self._path(os.environ[HOME_VARIABLE]))
        assert interpreter is not None
        return [interpreter, str(PROGRAMS / self.folder / self.program)]

    def environment(self, ready: ReadyFile) -> Mapping[str, str]:
        """What leads its program to a sandbox."""
        added = {
            "SANDBOX_API": ready.api,
            "SANDBOX_TOKEN": ready.bot_token,
            "NODE_PATH": str(Path(os.environ[HOME_VARIABLE], self.folder, "node_modules")),
        }
        if self.authority_variable:
            added[self.authority_variable] = ready.ca_file
        return {**os.environ, **added}

    def _path(self, home: str) -> str:
        return os.pathsep.join([str(Path(home, self.folder, "bin")), os.environ.get("PATH", os.defpath)])


DISCORD_JS = Library(
    "discord.js", "discord_js", "bot.mjs", "node", "node_modules/@discordjs/voice", "NODE_EXTRA_CA_CERTS"
)
#: Whoever hears what our own bot plays, and decodes it.
LISTENER = Library(
    "@discordjs/voice", "discord_js", "listener.mjs", "node", "node_modules/opusscript", "NODE_EXTRA_CA_CERTS"
)
PY_CORD = Library(
    "py-cord", "py_cord", "bot.py", "python", "lib/python*/site-packages/py_cord-*", "SSL_CERT_FILE"
)
HIKARI = Library("hikari", "hikari", "bot.py", "python", "lib/python*/site-packages/hikari-*")


class OtherClient:
    """A running program of another library, which tells what it experiences as JSON lines."""

    def __init__(self, library: Library, process: asyncio.subprocess.Process, errors: Path) -> None:
        self.library = library
        self.told: list[Facts] = []
        self._process = process
        self._errors = errors

    async def tells(self, event: str, /, *, within_seconds: float = PATIENCE_SECONDS, **facts: Any) -> Facts:
        """Answer the first line of that kind with those facts, told already or to come.

        Raises:
            AssertionError: it ended, or told nothing of the kind in time.
        """
        wanted = {"event": event, **facts}
        number = 0
        try:
            async with asyncio.timeout(within_seconds):
                while True:
                    if number == len(self.told):
                        await self._read()
                    if wanted.items() <= self.told[number].items():
                        return self.told[number]
                    number += 1
        except TimeoutError as error:
            raise AssertionError(f"{self.library.name} did not tell {wanted}; {self._account()}") from error

    def complaints(self) -> str:
        """The end of what it wrote on its standard error."""
        return self._errors.read_text(encoding="utf-8", errors="replace")[-MOST_COMPLAINTS:]

    async def _read(self) -> None:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise AssertionError(f"{self.library.name} ended; {self._account()}")
        self.told.append(json.loads(line))

    def _account(self) -> str:
        return f"it told {self.told} and complained:\n{self.complaints()}"


@asynccontextmanager
async def started(
    library: Library,
    ready: ReadyFile,
    folder: Path,
    *,
    first: str = "registered",
    added: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[OtherClient]:
    """Start a client, with more in its environment; it has told of `first` when the block begins.

    A bot has its commands registered then. At the end of the block it is killed.
    """
    complaints = folder / f"{library.folder}.stderr"
    with complaints.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *library.command(),
            env={**library.environment(ready), **added},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    try:
        client = OtherClient(library, process, complaints)
        await client.tells(first, within_seconds=START_SECONDS)
        yield client
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
