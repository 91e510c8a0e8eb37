"""A copy made while others write, and put back where nothing is; on both stores."""

from __future__ import annotations

import asyncio
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.errors import OperatorError
from bot.storage import copies
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.storage.url import file_of
from bot.testing.storage import empty_postgresql

URL_OF = "sqlite+aiosqlite:///{}"


async def add(database: Database, key: str) -> None:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        session.add(TimerRow(kind="test", key=key, payload={}, due_at=now, fire_at=now))


async def count(url: str) -> int:
    database = Database(url)
    try:
        async with database.reading() as session:
            return await session.scalar(select(func.count()).select_from(TimerRow)) or 0
    finally:
        await database.close()


async def test_what_was_stored_is_back_though_others_write_meanwhile(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    if file_of(database_url) is None and shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not there")
    await add(database, "before")

    copying = asyncio.create_task(asyncio.to_thread(copies.back_up, database_url, copy))
    for number in range(20):
        await add(database, f"meanwhile {number}")
    await copying
    await add(database, "after")

    assert_whole_and_private(database_url, copy)
    if file_of(database_url) is None:
        async with empty_postgresql() as elsewhere:
            await asyncio.to_thread(copies.put_back, elsewhere, copy)
            assert 1 <= await count(elsewhere) <= 21
    else:
        elsewhere = URL_OF.format(tmp_path / "elsewhere.db")
        copies.put_back(elsewhere, copy)
        assert 1 <= await count(elsewhere) <= 21
    assert await count(database_url) == 22


def assert_whole_and_private(url: str, copy: Path) -> None:
    copies.require_copy(url, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(copy.parent.glob("*.part")) == []


@pytest.fixture
def copy(database: Database, database_url: str, tmp_path: Path) -> Path:
    """A copy of a database that is a file."""
    if database.dialect != "sqlite":
        pytest.skip("of SQLite, which is a file")
    copies.back_up(database_url, tmp_path / "copy")
    return tmp_path / "copy"


def test_nothing_that_is_there_is_written_over(copy: Path, database_url: str) -> None:
    before = copy.read_bytes()

    for refused in (lambda: copies.back_up(database_url, copy), lambda: copies.put_back(database_url, copy)):
        with pytest.raises(OperatorError, match="is there already"):
            refused()

    assert copy.read_bytes() == before


def test_what_is_left_of_another_database_is_named(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "new.db-wal").write_bytes(b"old")

    with pytest.raises(OperatorError, match=r"new\.db-wal is there"):
        copies.put_back(URL_OF.format(tmp_path / "new.db"), copy)

    assert not (tmp_path / "new.db").exists()


def test_what_is_no_whole_copy_of_ours_is_refused(copy: Path, database_url: str, tmp_path: Path) -> None:
    half, text, other = tmp_path / "half", tmp_path / "text", tmp_path / "other"
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    text.write_text("no copy")
    other.write_bytes(b"PGDMP...")

    for file, said in (
        (half, "damaged|cannot be read"),
        (text, "is no copy that"),
        (other, "is a copy of postgresql, and database.url names sqlite"),
        (tmp_path / "none", "cannot be read: No such file"),
    ):
        with pytest.raises(OperatorError, match=said):
            copies.require_copy(database_url, file)


@pytest.mark.usefixtures("copy")
def test_a_copy_that_cannot_be_written_says_so(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="nowhere/copy cannot be written: No such file"):
        copies.back_up(database_url, tmp_path / "nowhere" / "copy")


def test_a_program_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(OperatorError, match="pg_dump is not there: install"):
        copies.back_up("postgresql://ada:secret@127.0.0.1/rostra", tmp_path / "copy")


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not there")
def test_a_server_that_is_not_there_is_one_line_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="pg_dump did not succeed") as refused:
        copies.back_up("postgresql://ada:secret@127.0.0.1:1/rostra", tmp_path / "copy")

    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
