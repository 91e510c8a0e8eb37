"""A connection to a SQLite file: prepared when it opens, and never left holding the lock.

Cancelling a task drops its connection, whatever stands in it. Python then closes
the file, but as long as a statement's cursor is referred to somewhere, a caught
exception's traceback is enough, SQLite only marks the connection for closing and
keeps its transaction open: every later writer found the file locked (tried). So a
connection of ours rolls back before it closes.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from bot.storage.cursors import FileConnection

# How many rows aiosqlite's own cursors bring at once, which are used for the odd pragma only.
_AIOSQLITE_CHUNK = 64


async def open_file(
    path: str, *, factory: Callable[..., sqlite3.Connection], **options: Any
) -> FileConnection:
    """Open a connection as SQLAlchemy would, and leave no thread behind if that fails.

    aiosqlite does not wait for the thread of a connection that could not be opened. It
    still answers to the event loop, and where that is closed a moment later, as at the
    end of a command, it dies with a traceback beside our one line (tried).
    """
    opened: list[sqlite3.Connection] = []

    def remember() -> sqlite3.Connection:
        opened.append(factory(path, **options))
        return opened[-1]

    connection = FileConnection(remember, _AIOSQLITE_CHUNK)
    # A process that ends in a hurry does not wait for it; SQLAlchemy does the same.
    connection._thread.daemon = True
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(connection._thread.join)
        # Cancelled, the task is gone that the thread would have given it to.
        for file in opened:
            file.close()
        raise


class WritingFile(sqlite3.Connection):
    """A connection that writes; made in the driver's thread."""

    pragmas: ClassVar[Sequence[str]] = (
        # First, since the change to WAL itself may have to wait for another process.
        "PRAGMA busy_timeout = 5000",
        "PRAGMA journal_mode = WAL",
        # In WAL mode NORMAL may lose the last commits when the power fails; the
        # ledger says a tip is kept once it has said so.
        "PRAGMA synchronous = FULL",
        # Pages of 4 KiB in the log before they are put back into the file, which forces the disk twice
        # more and holds up whoever writes: with SQLite's own 1,000 that is a quarter of the ledger's time.
        "PRAGMA wal_autocheckpoint = 4000",
        "PRAGMA foreign_keys = ON",
        # REPLACE deletes what is in its way, and only so do the triggers of a table hear of it
        # (SQLite, "REPLACE"): without it, what is append only could be replaced.
        "PRAGMA recursive_triggers = ON",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            for pragma in self.pragmas:
                self.execute(pragma)
        except sqlite3.Error:
            self.close()
            raise

    def close(self) -> None:
        """Give the lock back, then close."""
        # A second close is allowed, and finds no transaction to ask for.
        with suppress(sqlite3.ProgrammingError):
            self.rollback()
        super().close()


class ReadingFile(WritingFile):
    """A connection that SQLite itself keeps from writing."""

    pragmas: ClassVar[Sequence[str]] = (*WritingFile.pragmas, "PRAGMA query_only = ON")


class GlancingFile(WritingFile):
    """A connection for the thread of the event loop: it neither writes nor waits."""

    pragmas: ClassVar[Sequence[str]] = ("PRAGMA busy_timeout = 0", "PRAGMA query_only = ON")
