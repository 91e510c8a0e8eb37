"""Databases for tests.

A test that asks for `database` runs twice: on SQLite always, on PostgreSQL where the variable
ROSTRA_TEST_POSTGRESQL holds the URL of a server on which databases may be made. Each test has a
database of its own, which is gone afterwards. Migrations run once in a session; what they made is
copied for each test.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import migrate
from bot.storage.database import Database
from bot.testing.prepared import migrated

SERVER_VARIABLE = "ROSTRA_TEST_POSTGRESQL"
#: The one store on which to test what is tested on both otherwise.
STORE_VARIABLE = "ROSTRA_TEST_STORE"
_STORES = {"sqlite": "sqlite", "postgresql": pytest.param("postgresql", marks=pytest.mark.postgresql)}
_EMPTY = "template0"

Tracks = tuple[migrate.Track, ...]


class Templates:
    """Databases of PostgreSQL in which some tracks have run already, for the length of a session."""

    def __init__(self) -> None:
        self._databases: dict[Tracks, str] = {(): _EMPTY}

    async def database(self, tracks: Tracks) -> str:
        """The name of one to copy."""
        if tracks not in self._databases:
            name = await _create(_EMPTY)
            await _migrate(_on_server(name), tracks)
            self._databases[tracks] = name
        return self._databases[tracks]

    async def close(self) -> None:
        """Remove what was left on the server."""
        for name in set(self._databases.values()) - {_EMPTY}:
            await _drop(name)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def templates() -> AsyncIterator[Templates]:
    """Give what `database_url` copies from on a server."""
    made = Templates()
    yield made
    await made.close()


@pytest.fixture
def tracks() -> Sequence[migrate.Track]:
    """Give the migrations that have run in `database`; a cog's tests name its own besides."""
    return (migrate.BOT,)


def _stores() -> list[object]:
    only = os.environ.get(STORE_VARIABLE)
    return list(_STORES.values()) if not only else [_STORES[only]]


@pytest_asyncio.fixture(params=_stores())
async def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, templates: Templates, tracks: Sequence[migrate.Track]
) -> AsyncIterator[str]:
    """Give the URL of a database, empty unless the test asks for `database` too."""
    wanted = tuple(tracks) if "database" in request.fixturenames else ()
    if request.param == "sqlite":
        path = tmp_path / "rostra.db"
        if wanted:
            path.write_bytes(await migrated(wanted))
        yield _url_of(path)
        return
    _require_server()
    async with _copied(await templates.database(wanted)) as url:
        yield url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give a database with the tables of `tracks`: the framework's own, unless the test says more."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@asynccontextmanager
async def empty_postgresql() -> AsyncIterator[str]:
    """Make a database for the length of the block, or skip the test where there is no server."""
    _require_server()
    async with _copied(_EMPTY) as url:
        yield url


@asynccontextmanager
async def _copied(template: str) -> AsyncIterator[str]:
    name = await _create(template)
    try:
        yield _on_server(name)
    finally:
        await _drop(name)


def _require_server() -> None:
    if not os.environ.get(SERVER_VARIABLE):
        pytest.skip(f"{SERVER_VARIABLE} is not set")


def _url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _on_server(name: str) -> str:
    return make_url(os.environ[SERVER_VARIABLE]).set(database=name).render_as_string(hide_password=False)


async def _migrate(url: str, tracks: Tracks) -> None:
    database = Database(url)
    for track in tracks:
        await migrate.upgrade(database, track)
    await database.close()


async def _create(template: str) -> str:
    name = f"rostra_test_{uuid4().hex[:16]}"
    await _execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


async def _drop(name: str) -> None:
    await _execute(f"DROP DATABASE {name} WITH (FORCE)")


async def _execute(statement: str) -> None:
    engine = create_async_engine(os.environ[SERVER_VARIABLE], isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql(statement)
    await engine.dispose()
