"""The processes of this benchmark, started: the sandbox, and the two that are measured on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from bot.bench.processes import Child, running
from bot.errors import OperatorError

#: Starts a process that is measured, on the sandbox that has written this file.
Start = Callable[[Path], AbstractAsyncContextManager[Child]]


async def ask(child: Child, what: str, **given: Any) -> dict[str, Any]:
    """Ask a process for something.

    Raises:
        OperatorError: it failed, has ended, or does not answer.
    """
    return checked(await child.ask({"what": what, **given}))


def place(ready: Path, communities: int = 0) -> AbstractAsyncContextManager[Child]:
    """A sandbox with so many communities besides its first."""
    return _started("place", ready, communities)


def rostra(ready: Path) -> AbstractAsyncContextManager[Child]:
    """Ours with all its cogs, and its database beside the file."""
    return _started("rostra", ready, url_of(ready))


def discord_py(ready: Path) -> AbstractAsyncContextManager[Child]:
    """discord.py with its defaults."""
    return _started("discord_py", ready)


def url_of(ready: Path) -> str:
    """The database of ours on that sandbox."""
    return f"sqlite+aiosqlite:///{ready.with_suffix('.db')}"


@asynccontextmanager
async def _started(name: str, *arguments: object) -> AsyncIterator[Child]:
    async with running("bot.bench.memory", name, *map(str, arguments)) as child:
        checked(await child.answer())
        yield child


def checked(answer: dict[str, Any]) -> dict[str, Any]:
    """What was answered.

    Raises:
        OperatorError: it is that something failed.
    """
    if "failed" in answer:
        raise OperatorError(str(answer["failed"]))
    return answer
