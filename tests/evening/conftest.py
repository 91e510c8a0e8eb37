"""An evening on SQLite; tests that name `database_url` themselves play it on PostgreSQL, too."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.evening.forked import Nursery
from tests.evening.night import Night, night


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Night]:
    """Give an evening with an open room, on SQLite."""
    async with night(tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}") as begun:
        await begun.open()
        yield begun


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Give a process that forks bots."""
    forking = Nursery()
    yield forking
    forking.close()


@pytest.fixture(scope="module")
def empty_database(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database file with every table, to be copied."""
    return nursery.made_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def quick_evening(tmp_path: Path, nursery: Nursery, empty_database: Path) -> AsyncIterator[Night]:
    """Give the same evening as `evening`, where a hundred are played one after the other."""
    shutil.copy(empty_database, tmp_path / "evening.db")
    async with night(tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}", nursery) as begun:
        await begun.open()
        yield begun
