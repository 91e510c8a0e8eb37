"""Databases for tests.

A test that asks for `database` runs twice: on SQLite always, on PostgreSQL where the variable
ROSTRA_TEST_POSTGRESQL holds the URL of a server on which databases may be made. Each test has a
database of its own, which is gone afterwards.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import migrate
from bot.storage.database import Database

SERVER_VARIABLE = "ROSTRA_TEST_POSTGRESQL"


@pytest_asyncio.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Give the URL of an empty database; it is removed after the test."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'rostra.db'}"
        return
    async with empty_postgresql() as url:
        yield url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give a database with the framework's own tables; a cog's test upgrades its track."""
    opened = Database(database_url)
    await migrate.upgrade(opened, migrate.BOT)
    yield opened
    await opened.close()


@asynccontextmanager
async def empty_postgresql() -> AsyncIterator[str]:
    """Make a database for the length of the block, or skip the test where there is no server."""
    server = os.environ.get(SERVER_VARIABLE)
    if not server:
        pytest.skip(f"{SERVER_VARIABLE} is not set")
    name = f"rostra_test_{uuid4().hex[:16]}"
    await _on(server, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        await _on(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _on(server: str, statement: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql(statement)
    await engine.dispose()
