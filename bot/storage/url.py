"""Where the database is: one URL, checked, and shown without its password."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import OperatorError

# What people write, and the asynchronous driver that we use for it.
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def parse(text: str) -> URL:
    """Read a database URL.

    Raises:
        OperatorError: it is no URL, names another kind of database, or names no file.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # The text is not repeated: a password may be what made it unreadable.
        raise OperatorError(
            "database.url is not a URL such as sqlite+aiosqlite:///rostra.db"
            " or postgresql+asyncpg://user:password@host/name"
        ) from None
    if url.drivername not in _DRIVERS:
        raise OperatorError(
            f"database.url starts with {url.drivername}, which is not supported:"
            " use sqlite+aiosqlite or postgresql+asyncpg"
        )
    url = url.set(drivername=_DRIVERS[url.drivername])
    if url.get_backend_name() == "sqlite":
        _check_file(url)
    return url


def file_of(text: str) -> Path | None:
    """Return the file of a SQLite database, which need not be there; None for a server.

    Raises:
        OperatorError: see `parse`.
    """
    url = parse(text)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def shown(url: URL) -> str:
    """Return the URL as it may appear in a message: the password masked.

    Without its options, one of which may be the password too.
    """
    return url.set(query={}).render_as_string(hide_password=True)


def password_of(url: URL) -> str:
    """Return the password that a URL holds, wherever it stands; empty if there is none."""
    return str(url.password or url.query.get("password") or "")


def _check_file(url: URL) -> None:
    if url.host:
        raise OperatorError(
            f"database.url names the server {url.host}, and SQLite has none:"
            " three slashes before a file of this folder, as in sqlite+aiosqlite:///rostra.db"
        )
    if url.database in (None, "", ":memory:"):
        # Each connection to ":memory:" is a database of its own.
        raise OperatorError("database.url names no file: write sqlite+aiosqlite:///rostra.db")
    folder = Path(str(url.database)).parent
    if not folder.is_dir():
        raise OperatorError(f"database.url names a file in {folder}, and there is no such folder")
