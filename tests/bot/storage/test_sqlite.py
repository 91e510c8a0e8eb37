from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.storage.sqlite import ReadingFile, WritingFile, open_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rostra.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE tip (amount INTEGER)")
        connection.execute("INSERT INTO tip VALUES (1), (2)")
    connection.close()
    return path


def test_a_connection_closed_in_the_middle_of_a_transaction_gives_the_lock_back(file: Path) -> None:
    dropped = WritingFile(file, isolation_level=None)
    dropped.execute("BEGIN IMMEDIATE")
    unfinished = dropped.execute("SELECT amount FROM tip")
    dropped.close()

    other = sqlite3.connect(file, isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")

    assert unfinished.connection is dropped
    other.close()


def test_closing_twice_is_harmless(file: Path) -> None:
    connection = WritingFile(file)
    connection.close()
    connection.close()


def test_a_reading_connection_does_not_write(file: Path) -> None:
    connection = ReadingFile(file, isolation_level=None)

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM tip")

    connection.close()


def test_a_file_that_is_no_database_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database, but long enough to look like the header of one, if only just about")

    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        WritingFile(path)


async def test_an_opening_that_is_cancelled_leaves_no_connection_behind(file: Path) -> None:
    made: list[WritingFile] = []

    def open_and_remember(*given: Any, **options: Any) -> WritingFile:
        made.append(WritingFile(*given, **options))
        return made[-1]

    opening = asyncio.create_task(open_file(str(file), factory=open_and_remember, check_same_thread=False))
    await asyncio.sleep(0)
    opening.cancel()
    await asyncio.wait({opening})

    assert opening.cancelled()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")
