from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, func, insert, make_url, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.errors import OperatorError
from bot.storage import database as database_module
from bot.storage import engines, sqlite
from bot.storage.database import Database
from bot.storage.unreachable import DatabaseBusy, DatabaseLost
from bot.testing import eventually
from bot.testing.storage import empty_postgresql

if TYPE_CHECKING:
    from tests.bot.storage.conftest import Probe

INCREMENTS = Path(__file__).parent / "increments.py"


async def balance(database: Database, probe: Probe) -> int | None:
    async with database.reading() as session:
        found: int | None = await session.scalar(select(probe.account.c.balance))
        return found


async def open_account(database: Database, probe: Probe) -> None:
    async with database.transaction() as session:
        await session.execute(insert(probe.account).values(id=1, balance=0))


async def test_what_a_transaction_wrote_is_there_afterwards(database: Database, probe: Probe) -> None:
    await open_account(database, probe)

    assert await balance(database, probe) == 0


async def test_an_exception_takes_everything_back(database: Database, probe: Probe) -> None:
    with suppress(KeyError):
        async with database.transaction() as session:
            await session.execute(insert(probe.account).values(id=1, balance=5))
            raise KeyError

    assert await balance(database, probe) is None


async def test_a_single_question_is_answered_and_leaves_nothing_open(
    database: Database, probe: Probe
) -> None:
    await open_account(database, probe)
    question = select(probe.account.c.balance).where(probe.account.c.id == bindparam("id"))

    assert [row.balance for row in await database.lookup(question, {"id": 1})] == [0]
    assert await database.lookup(question, {"id": 2}) == []
    # More often than there are connections: each is given back, and to readers as well.
    assert {len(await database.lookup(question, {"id": 1})) for _ in range(30)} == {1}
    assert await balance(database, probe) == 0


async def test_a_single_question_sees_what_was_committed_and_nothing_else(
    database: Database, probe: Probe
) -> None:
    await open_account(database, probe)
    question = select(probe.account.c.balance)
    async with database.transaction() as session:
        await session.execute(update(probe.account).values(balance=9))
        assert [row.balance for row in await database.lookup(question)] == [0]

    assert [row.balance for row in await database.lookup(question)] == [9]


async def test_many_single_questions_at_once_wait_for_each_other_and_for_no_writer(
    database: Database, probe: Probe
) -> None:
    await open_account(database, probe)
    question = select(probe.account.c.balance).where(probe.account.c.id == bindparam("id"))
    async with database.transaction():
        found = await asyncio.gather(*(database.lookup(question, {"id": number % 2}) for number in range(60)))

    assert [len(rows) for rows in found] == [0, 1] * 30


@pytest.mark.postgresql
async def test_a_server_that_isolates_more_by_default_does_not_break_writers() -> None:
    async with empty_postgresql() as url:
        first = Database(url)
        async with first.transaction() as session:
            name = make_url(url).database
            await session.execute(
                text(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
            )
        await first.close()
        found = await isolation_levels(Database(url))

    assert found == {"writing": "read committed", "reading": "repeatable read"}


async def isolation_levels(database: Database) -> dict[str, str | None]:
    level = text("SHOW transaction_isolation")
    async with database.transaction() as session:
        writing = await session.scalar(level)
    async with database.reading() as session:
        reading = await session.scalar(level)
    await database.close()
    return {"writing": writing, "reading": reading}


async def test_two_tasks_that_read_then_write_lose_nothing(database: Database, probe: Probe) -> None:
    await open_account(database, probe)

    async def add_one() -> None:
        async with database.transaction() as session:
            seen = await session.scalar(select(probe.account.c.balance).with_for_update())
            assert seen is not None
            await session.execute(update(probe.account).values(balance=seen + 1))

    await asyncio.gather(*(add_one() for _ in range(50)))

    assert await balance(database, probe) == 50


async def test_two_processes_that_read_then_write_lose_nothing(
    database: Database, database_url: str, probe: Probe
) -> None:
    await open_account(database, probe)

    processes = [
        await asyncio.create_subprocess_exec(sys.executable, INCREMENTS, database_url, "500")
        for _ in range(2)
    ]
    codes = [await process.wait() for process in processes]

    assert codes == [0, 0]
    assert await balance(database, probe) == 1_000


async def test_a_transaction_inside_a_transaction_is_refused(database: Database) -> None:
    async with database.transaction():
        with pytest.raises(RuntimeError, match="pass the session on"):
            async with database.transaction():
                pass


async def test_a_writer_that_is_cancelled_at_any_moment_does_not_hold_up_the_next(
    database: Database, probe: Probe
) -> None:
    await open_account(database, probe)
    # Kept, since what an exception refers to would otherwise tidy up after itself.
    endings: list[object] = []

    async def write() -> None:
        async with database.transaction() as session:
            await session.scalar(select(probe.account.c.balance))
            await session.execute(update(probe.account).values(balance=probe.account.c.balance + 1))

    for moment in range(60):
        writer = asyncio.create_task(write())
        await asyncio.sleep(moment / 20_000)
        writer.cancel()
        endings += await asyncio.gather(writer, return_exceptions=True)
        async with asyncio.timeout(2.0):
            await write()

    assert any(isinstance(ending, asyncio.CancelledError) for ending in endings)
    assert await balance(database, probe) in range(60, 121)


async def test_a_reader_cannot_write(database: Database, probe: Probe) -> None:
    async with database.reading() as session:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await session.execute(insert(probe.account).values(id=1))


async def test_a_reader_sees_one_snapshot_while_others_write(database: Database, probe: Probe) -> None:
    count = select(func.count()).select_from(probe.account)
    async with database.reading() as session:
        before = await session.scalar(count)
        await open_account(database, probe)

        assert await session.scalar(count) == before == 0


async def test_a_reader_inside_a_writer_does_not_wait_for_it(database: Database, probe: Probe) -> None:
    async with database.transaction() as session:
        await session.execute(insert(probe.account).values(id=1))

        assert await balance(database, probe) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_keeps_its_promises_on_every_connection(database: Database) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    async with database.transaction() as session:
        found = [await session.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]

    assert found == ["wal", 2, 1, 5_000]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite ask for the file's lock only for a moment."""
    pragmas = ("PRAGMA busy_timeout = 20", *sqlite.WritingFile.pragmas[1:])
    monkeypatch.setattr(sqlite.WritingFile, "pragmas", pragmas)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_that_another_program_holds_is_busy(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_TURN_SECONDS", 0.1)
    other = connect(tmp_path / "rostra.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseBusy, match="locked by another process"):
        async with database.transaction():
            pass

    other.close()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_writer_that_has_bad_luck_with_the_lock_tries_on(
    database: Database, probe: Probe, tmp_path: Path
) -> None:
    other = connect(tmp_path / "rostra.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    opening = asyncio.create_task(open_account(database, probe))

    done, _ = await asyncio.wait({opening}, timeout=0.2)
    assert not done
    other.close()
    await opening

    assert await balance(database, probe) == 0


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_change_of_tables_waits_for_another_program_and_then_gives_up(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_SCHEMA_SECONDS", 0.1)
    other = connect(tmp_path / "rostra.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseBusy, match="locked by another process"):
        async with database.schema_change():
            pass

    other.close()
    async with database.schema_change() as connection:
        assert connection.in_transaction()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_change_of_tables_that_is_cancelled_in_a_statement_spoils_no_later_connection(
    database: Database,
) -> None:
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        over.wait()

    async def change() -> None:
        async with database.schema_change() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.create_function("hold", 0, hold)
            await connection.exec_driver_sql("SELECT hold()")

    changing = asyncio.create_task(change())
    await eventually(begun.is_set)
    changing.cancel()
    over.set()
    with pytest.raises(asyncio.CancelledError):
        await changing

    async with database.transaction() as session:
        assert await session.scalar(text("PRAGMA foreign_keys")) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_that_goes_away_is_told_from_a_refusal(database: Database) -> None:
    async def ask_on_a_broken_connection() -> None:
        async with database.transaction() as session:
            mine = await session.scalar(text("SELECT pg_backend_pid()"))
            async with database.reading() as other:
                await other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
            await session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseLost):
        await ask_on_a_broken_connection()

    await database.check()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_the_server_closed_while_it_rested_is_replaced_unnoticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.reading() as resting:
        mine = await resting.scalar(text("SELECT pg_backend_pid()"))
        async with database.reading() as other:
            await resting.rollback()
            # Answers once it is gone.
            await other.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": mine})
    monkeypatch.setattr(engines, "_TRUSTED_SECONDS", 0.0)

    async with database.transaction() as session:
        assert await session.scalar(text("SELECT pg_backend_pid()")) != mine


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://club:correct-horse@127.0.0.1:1/rostra",
        "sqlite+aiosqlite:////proc/rostra.db",
        f"sqlite+aiosqlite:///{__file__}",
    ],
)
async def test_an_unreachable_database_is_one_line_without_the_password(url: str) -> None:
    database = Database(url)

    with pytest.raises(OperatorError, match="cannot reach the database") as caught:
        await database.check()

    assert "\n" not in str(caught.value)
    assert "correct-horse" not in f"{caught.value} {caught.value.__cause__} {database!r}"
    await database.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+asyncpg://club:correct-horse@127.0.0.1/rostra?sslmode=require", "sslmode"),
        ("postgresql+asyncpg://club@127.0.0.1/rostra?password=correct-horse&sslmode=require", "sslmode"),
        ("sqlite+aiosqlite:///rostra.db?timeout=long", "'long'"),
    ],
)
async def test_an_option_that_the_driver_does_not_know_is_one_line_that_names_it(url: str, said: str) -> None:
    with pytest.raises(OperatorError, match=f"cannot use the database .*{said}") as caught:
        await Database(url).check()

    assert "correct-horse" not in str(caught.value)


async def test_a_file_that_cannot_be_opened_leaves_no_thread_behind() -> None:
    database = Database(f"sqlite+aiosqlite:///{__file__}")
    before = threading.enumerate()

    with pytest.raises(OperatorError):
        await database.check()

    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert [name for name in left if "connection_worker" in name] == []
    await database.close()
