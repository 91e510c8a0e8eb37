"""For tests of rules a database with the tables of every cog; for others a bot on a sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

import cogs
from bot.client import Bot
from bot.config import load_config
from bot.events import Events
from bot.sandbox.server import Sandbox
from bot.storage import migrate
from bot.storage.database import Database
from bot.testing import running
from bot.testing.prepared import migrated
from tests.cogs.house import House

TRACKS = [
    migrate.Track(folder.parent.name, folder)
    for folder in sorted(Path(cogs.__path__[0]).glob("*/migrations"))
]


@pytest.fixture
def tracks() -> list[migrate.Track]:
    """Give the framework's track and every cog's own."""
    return [migrate.BOT, *TRACKS]


@pytest.fixture
async def template(tracks: list[migrate.Track]) -> bytes:
    """Give a database with those tables, to copy for each of many examples."""
    return await migrated(tuple(tracks))


@pytest.fixture
def book(database: Database) -> Database:
    """Give the database, with the tables of every cog."""
    return database


@pytest_asyncio.fixture
async def events() -> Events:
    """Give a table of handlers that nobody has subscribed to."""
    return Events()


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Bot]:
    """Give the production bot with its own cogs, ready on the sandbox."""
    config = load_config(None, database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"})
    async with running(sandbox, config) as started:
        yield started


@pytest.fixture
async def house(sandbox: Sandbox, bot: Bot) -> House:
    """Give a community in which people can be asked in."""
    return House(sandbox, bot)
