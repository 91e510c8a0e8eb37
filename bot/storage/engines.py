"""One pair of engines a database: one that writes, one that only reads."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from bot.storage import sqlite

# A reader inside a writer's block needs a connection as well: with as many
# writers as connections, each could wait for another's for ever.
POSTGRESQL_CONNECTIONS = 20
POSTGRESQL_WRITERS = 15
_SQLITE_READERS = 10
#: So many single questions are asked of SQLite at a time; there are no more cores that would answer them.
SQLITE_QUESTIONS = 4
_CONNECT_SECONDS = 10.0
_CAME_BACK = "rostra_came_back"
# A connection that was in use so lately is taken to be there still.
_TRUSTED_SECONDS = 1.0
# Chosen once, for every schema of ours: an advisory lock is a number in its database.
_SCHEMA_LOCK = 0x526F73747261


def dialect_of(url: URL) -> Literal["sqlite", "postgresql"]:
    """Say which of the two stores a checked URL names."""
    return "sqlite" if url.get_backend_name() == "sqlite" else "postgresql"


def create(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """Make the writing and the reading engine of a database."""
    return _sqlite(url) if dialect_of(url) == "sqlite" else _postgresql(url)


def of_single_questions(reader: AsyncEngine) -> AsyncEngine:
    """The reading engine of PostgreSQL, with each statement by itself instead of in a transaction."""
    return reader.execution_options(isolation_level="AUTOCOMMIT")


@asynccontextmanager
async def changing_schema(connection: AsyncConnection) -> AsyncIterator[None]:
    """Hold the schema alone until everything inside is committed."""
    if connection.dialect.name == "sqlite":
        async with _without_foreign_keys(connection), connection.begin():
            yield
            broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"the migration breaks foreign keys: {broken[:3]}")
        return
    async with connection.begin():
        await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})")
        yield


def _postgresql(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    writer = create_async_engine(
        url,
        pool_size=POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        # The one that came back last goes out first: each has its own prepared statements and plans, and a
        # turn of all of them would have them made again twenty times.
        pool_use_lifo=True,
        # Whatever the server, the database or the role has as a default: a writer that waited
        # for a row goes on with what it then finds, instead of failing.
        isolation_level="READ COMMITTED",
        connect_args={"timeout": _CONNECT_SECONDS, "server_settings": {"application_name": "rostra"}},
    )
    _look_after_a_pause(writer.sync_engine)
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return writer, reader


def _look_after_a_pause(engine: Engine) -> None:
    """Take no connection out of the pool that a server has closed meanwhile, by being restarted for one.

    SQLAlchemy's own way (`pool_pre_ping`) looks every time, which with asyncpg is three round trips more
    for each transaction. One that breaks in use takes all of the pool with it.
    """

    @event.listens_for(engine, "checkin")
    def came_back(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_CAME_BACK] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def goes_out(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        now = time.monotonic()
        if now - record.info.get(_CAME_BACK, now) < _TRUSTED_SECONDS:
            return
        try:
            connection.ping()
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def create_plain(url: URL) -> Engine:
    """Make an engine for `bot.storage.thread`: SQLite without an event loop, one connection that writes."""
    opening = {"isolation_level": None, "factory": sqlite.WritingFile, "check_same_thread": False}
    engine = create_engine(url.set(drivername="sqlite"), pool_size=1, max_overflow=0, connect_args=opening)
    _say(engine, "BEGIN IMMEDIATE")
    return engine


def create_asking(url: URL) -> Engine:
    """Make an engine for single questions to SQLite: without an event loop, each statement by itself."""
    opening = {"isolation_level": None, "factory": sqlite.ReadingFile, "check_same_thread": False}
    return create_engine(
        url.set(drivername="sqlite"), pool_size=SQLITE_QUESTIONS, max_overflow=0, connect_args=opening
    )


def create_glancing(url: URL) -> Engine:
    """Make an engine for `bot.storage.glances`: SQLite without an event loop, one connection that reads."""
    opening = {"isolation_level": None, "factory": sqlite.GlancingFile}
    return create_engine(url.set(drivername="sqlite"), poolclass=StaticPool, connect_args=opening)


def _sqlite(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    writer = _on_file(url, sqlite.WritingFile, "BEGIN IMMEDIATE", connections=1)
    return writer, _on_file(url, sqlite.ReadingFile, "BEGIN", connections=_SQLITE_READERS)


def _on_file(url: URL, file: type[sqlite.WritingFile], begin: str, *, connections: int) -> AsyncEngine:
    """Take the transaction's beginning away from the driver, and say it ourselves."""
    opening = {"isolation_level": None, "factory": file, "async_creator_fn": sqlite.open_file}
    engine = create_async_engine(url, pool_size=connections, max_overflow=0, connect_args=opening)
    _say(engine.sync_engine, begin)
    return engine


def _say(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "begin")
    def really_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


@asynccontextmanager
async def _without_foreign_keys(connection: AsyncConnection) -> AsyncIterator[None]:
    """Let SQLite rebuild a table that others point to.

    Altering a table there means copying it and dropping the old one, which
    would delete or refuse the rows that refer to it. The switch does nothing
    inside a transaction, so it goes to the driver before one begins
    (SQLite, "Making Other Kinds Of Table Schema Changes").
    """
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    except BaseException:
        # Whatever it broke off at: the next one is opened with its settings as they should be.
        await connection.invalidate()
        raise
    await driver.execute("PRAGMA foreign_keys = ON")
