"""What a driver says when it cannot connect, as one line for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import OperatorError, UpstreamError
from bot.storage.url import shown


class DatabaseUnreachable(OperatorError):
    """No connection could be had, or the file is no database."""


class DatabaseBusy(UpstreamError):
    """Others held the database, or all connections to it, for too long."""


class DatabaseLost(UpstreamError):
    """The connection broke in the middle of a transaction."""


class DatabaseConflict(UpstreamError):
    """Two transactions waited for each other, and this one was chosen to begin again."""


class DatabaseNotWritable(UpstreamError):
    """The disk is full, or the database takes no writes; nothing of the transaction was kept."""


# SQLite, "Result and Error Codes"; PostgreSQL documentation, Appendix A, "PostgreSQL Error Codes".
_KINDS: dict[int | str, type[UpstreamError]] = {
    sqlite3.SQLITE_FULL: DatabaseNotWritable,
    sqlite3.SQLITE_READONLY: DatabaseNotWritable,
    # What a limit on the size of files or a failing disk is to SQLite.
    sqlite3.SQLITE_IOERR: DatabaseNotWritable,
    "53100": DatabaseNotWritable,  # disk_full
    "25006": DatabaseNotWritable,  # read_only_sql_transaction
    "40001": DatabaseConflict,  # serialization_failure
    "40P01": DatabaseConflict,  # deadlock_detected
}


@contextmanager
def readable(url: URL) -> Iterator[None]:
    """Turn the failure to open a connection or to begin into one of our errors.

    Raises:
        DatabaseBusy: somebody else holds it.
        DatabaseNotWritable: the disk is full, or it takes no writes.
        DatabaseUnreachable: it is not there, not ours, or not a database.
    """
    try:
        yield
    except PoolTimeoutError:
        raise DatabaseBusy(f"no connection to {shown(url)} became free in time") from None
    except (DBAPIError, OSError) as error:
        why = reason(error)
        if "database is locked" in why:
            raise DatabaseBusy(f"{shown(url)} is locked by another process") from error
        # SQLite needs space to begin, too.
        if isinstance(error, DBAPIError) and _KINDS.get(_code(error)) is DatabaseNotWritable:
            raise DatabaseNotWritable(f"{shown(url)}: {why}") from error
        # Not chained to the original, whose text may hold the URL as it was written.
        raise DatabaseUnreachable(f"cannot reach the database {shown(url)}: {why}") from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        # The last two come from the driver, which is given the options of the URL as they are.
        raise DatabaseUnreachable(f"cannot use the database {shown(url)}: {reason(error)}") from None


@contextmanager
def held(url: URL) -> Iterator[None]:
    """Tell what is wrong with the database itself from a statement that it refused.

    Raises:
        DatabaseLost: the server went away; the transaction was not committed, or nobody can tell.
        DatabaseNotWritable: the disk is full, or it takes no writes.
        DatabaseConflict: a deadlock was broken here.
    """
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseLost(f"the connection to {shown(url)} broke: {reason(error)}") from error
        if (kind := _KINDS.get(_code(error))) is not None:
            raise kind(f"{shown(url)}: {reason(error)}") from error
        raise


def _code(error: DBAPIError) -> int | str:
    """What the store calls an error: SQLite's primary code, PostgreSQL's SQLSTATE."""
    driver = error.driver_exception or error.orig
    if (code := getattr(driver, "sqlite_errorcode", None)) is not None:
        # The upper bits tell more closely what happened (SQLite, "Result and Error Codes").
        return int(code) & 0xFF
    return str(getattr(driver, "sqlstate", ""))


def reason(error: Exception) -> str:
    """What the driver said first: SQLAlchemy adds the statement and a link."""
    if isinstance(error, TimeoutError):
        return "no answer"
    said = str(getattr(error, "driver_exception", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
