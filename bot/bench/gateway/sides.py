"""The processes of this benchmark, started: the sandbox, and the two that are measured on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bot.bench.memory.sides import ask, checked, url_of
from bot.bench.processes import Child, running
from bot.errors import OperatorError
from bot.storage.database import Database

_HEARD_SECONDS = 120.0
_LOOK_SECONDS = 0.02
#: Starts a process that is measured, on the sandbox that has written this file.
Start = Callable[[Path], AbstractAsyncContextManager[Child]]


@dataclass(frozen=True, slots=True)
class Side:
    """A sandbox with its crowd, and the bot that hears of it."""

    sandbox: Child
    subject: Child
    ready: Path

    async def heard(self, sequence: int) -> int:
        """Wait until the bot has handled everything up to that event; answers how far it is.

        Raises:
            OperatorError: it is not in time.
        """
        seconds = 0.0
        while (handled := int((await ask(self.subject, "handled"))["sequence"])) < sequence:
            if seconds > _HEARD_SECONDS:
                raise OperatorError(f"after {_HEARD_SECONDS:g} s a bot is at event {handled} of {sequence}")
            await asyncio.sleep(_LOOK_SECONDS)
            seconds += _LOOK_SECONDS
        return handled


def place(ready: Path) -> AbstractAsyncContextManager[Child]:
    """A sandbox with a crowd."""
    return _started("place", ready)


def rostra(ready: Path) -> AbstractAsyncContextManager[Child]:
    """Ours with all its cogs, and its database beside the file."""
    return _started("rostra", ready, url_of(ready))


def discord_py(ready: Path, *, uvloop: bool = False) -> AbstractAsyncContextManager[Child]:
    """discord.py with nothing in it."""
    return _started("discord_py", ready, *(("--uvloop",) if uvloop else ()))


async def queue_of(ready: Path) -> list[int]:
    """Who waits in the only room there is, in the order in which they came, as ours has stored it."""
    database = Database(url_of(ready))
    try:
        async with database.reading() as session:
            # By its name: the framework knows no cog.
            rows = await session.execute(text("SELECT user_id FROM hands_hand ORDER BY id"))
            return [int(row.user_id) for row in rows]
    finally:
        await database.close()


@asynccontextmanager
async def _started(name: str, *arguments: object) -> AsyncIterator[Child]:
    async with running("bot.bench.gateway", name, *map(str, arguments)) as child:
        checked(await child.answer())
        yield child
