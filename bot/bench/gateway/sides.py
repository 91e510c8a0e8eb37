"""The processes of this benchmark, started: the sandbox, and the two that are measured on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from bot.bench.memory.sides import checked, url_of
from bot.bench.processes import Child, running
from bot.storage.database import Database

#: Starts a process that is measured, on the sandbox that has written this file.
Start = Callable[[Path], AbstractAsyncContextManager[Child]]


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
