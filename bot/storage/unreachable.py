"""What a driver says when it cannot connect, as one line for a person."""

from __future__ import annotations

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


@contextmanager
def readable(url: URL) -> Iterator[None]:
    """Turn the failure to open a connection or to begin into one of our errors.

    Raises:
        DatabaseBusy: somebody else holds it.
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
        # Not chained to the original, whose text may hold the URL as it was written.
        raise DatabaseUnreachable(f"cannot reach the database {shown(url)}: {why}") from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        # The last two come from the driver, which is given the options of the URL as they are.
        raise DatabaseUnreachable(f"cannot use the database {shown(url)}: {reason(error)}") from None


@contextmanager
def held(url: URL) -> Iterator[None]:
    """Tell a connection that broke in the middle of a transaction from a refused statement.

    Raises:
        DatabaseLost: the server went away; the transaction was not committed, or nobody can tell.
    """
    try:
        yield
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise DatabaseLost(f"the connection to {shown(url)} broke: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What the driver said first: SQLAlchemy adds the statement and a link."""
    if isinstance(error, TimeoutError):
        return "no answer"
    said = str(getattr(error, "driver_exception", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
