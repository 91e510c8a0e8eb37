"""pytest fixtures for storage, for our tests and for a stranger's cog.

Load them with `pytest_plugins = ["bot.testing"]`. A test that asks for
`database` runs twice: on SQLite always, on PostgreSQL where the variable
ROSTRA_TEST_POSTGRESQL holds the URL of a server on which databases may be made.
Each test has a database of its own.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.clock import MovableClock
from bot.storage import migrate
from bot.storage.database import Database

SERVER_VARIABLE = "ROSTRA_TEST_POSTGRESQL"


@pytest_asyncio.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Give the URL of an empty database; it is removed after the test."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'rostra.db'}"
        return
    server = os.environ.get(SERVER_VARIABLE)
    if not server:
        pytest.skip(f"{SERVER_VARIABLE} is not set")
    name = f"rostra_test_{uuid4().hex[:16]}"
    await _on(server, f"CREATE DATABASE {name} TEMPLATE template0")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    await _on(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give a database with the framework's own tables; a cog's test upgrades its track."""
    opened = Database(database_url)
    await migrate.upgrade(opened, migrate.BOT)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> MovableClock:
    """Give a clock that stands still until the test advances it."""
    return MovableClock()


async def eventually(condition: Callable[[], bool], *, within_seconds: float = 10.0) -> None:
    """Wait until something outside this task has made `condition` true.

    Raises:
        TimeoutError: it did not become true in time.
    """
    async with asyncio.timeout(within_seconds):
        while not condition():  # noqa: ASYNC110 - whoever makes it true knows nothing of the test
            await asyncio.sleep(0.01)


async def _on(server: str, statement: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql(statement)
    await engine.dispose()
