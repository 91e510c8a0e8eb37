"""Migrations and mapped classes of every cog say the same, on both databases."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import cogs
from bot.storage import migrate
from bot.storage.database import Database

FOLDERS = sorted(Path(cogs.__path__[0]).glob("*/migrations"))


@pytest.fixture
def tracks() -> list[migrate.Track]:
    """Give the framework's track alone: a cog's has yet to run."""
    return [migrate.BOT]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
async def test_the_migrations_of_a_cog_make_the_tables_that_it_maps(database: Database, folder: Path) -> None:
    name = folder.parent.name
    importlib.import_module(f"cogs.{name}.tables")
    track = migrate.Track(name, folder)

    with pytest.raises(migrate.SchemaBehind):
        await migrate.check(database, track)

    await migrate.upgrade(database, track)

    await migrate.check(database, track)
