"""Files of SQLite in which migrations have run once, to begin from.

A bot that starts on an empty database runs every migration, which is most of what a start costs. Where a
test is about something else, it begins from a copy of a file in which they ran before.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot import loader
from bot.config import Config
from bot.errors import OperatorError
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.url import file_of

_OURS = Path(__file__).parents[2]
_files: dict[tuple[migrate.Track, ...], bytes] = {}


async def prepare(config: Config) -> None:
    """Put a migrated SQLite file where the configuration wants one and none is.

    Only where each cog lies beside the framework: those of a test's own folder may be broken, which
    is for the bot to say.
    """
    try:
        file, cogs = file_of(config.database.url), loader.find(config.cogs)
        if file is None or file.exists() or not all(cog.home.is_relative_to(_OURS) for cog in cogs):
            return
        tracks = tuple(loader.tracks(cogs))
    except OperatorError:  # the start that follows says it
        return
    await asyncio.to_thread(file.write_bytes, await migrated(tracks))


async def migrated(tracks: tuple[migrate.Track, ...]) -> bytes:
    """What a file holds in which these have run; they run once in a process."""
    if tracks not in _files:
        _files[tracks] = await _run(tracks)
    return _files[tracks]


async def _run(tracks: tuple[migrate.Track, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rostra.db"
        database = Database(f"sqlite+aiosqlite:///{file}")
        try:
            for track in tracks:
                await migrate.upgrade(database, track)
        finally:
            await database.close()
        return await asyncio.to_thread(file.read_bytes)
