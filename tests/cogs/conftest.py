"""A database with the tables of every cog, for tests of rules."""

from __future__ import annotations

from pathlib import Path

import pytest_asyncio

import cogs
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database

TRACKS = [
    migrate.Track(folder.parent.name, folder)
    for folder in sorted(Path(cogs.__path__[0]).glob("*/migrations"))
]


@pytest_asyncio.fixture
async def book(database: Database) -> Database:
    """Give the database, with every cog's own track upgraded."""
    for track in TRACKS:
        await migrate.upgrade(database, track)
    return database


@pytest_asyncio.fixture
async def events() -> Events:
    """Give a table of handlers that nobody has subscribed to."""
    return Events()
