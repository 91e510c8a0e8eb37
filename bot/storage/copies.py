"""A copy of all that a database holds, made while the bot runs, and put back where there is nothing yet.

SQLite copies itself, in one read that no writer waits for. PostgreSQL is copied by its own programs, which
are not ours to replace: `pg_dump` and `pg_restore`. A copy has its name once it is whole and not before, and
nothing that is there is ever written over.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from bot.errors import OperatorError
from bot.storage.migrate import BOT
from bot.storage.url import parse, password_of

_SQLITE, _POSTGRESQL = b"SQLite format 3\x00", b"PGDMP"
_BESIDE = ("-wal", "-shm", "-journal")
# What stands after the "?" of an URL is asyncpg's; PostgreSQL's own programs call it otherwise.
_VARIABLES = {"host": "PGHOST", "port": "PGPORT", "ssl": "PGSSLMODE", "passfile": "PGPASSFILE"}


def part_of(file: Path) -> Path:
    """Where a copy grows until it is whole."""
    return file.with_name(file.name + ".part")


def back_up(url: str, file: Path) -> int:
    """Copy a database into a file; answers how many bytes that is.

    Raises:
        OperatorError: the file is there already or cannot be written, the database cannot be read, or the
            program that reads it is not there.
    """
    source = parse(url)
    with _growing(file) as part:
        if source.get_backend_name() == "sqlite":
            _copy_sqlite(Path(str(source.database)), part)
        else:
            _run(source, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
    return file.stat().st_size


def require_copy(url: str, file: Path) -> None:
    """Prove that a file is a whole copy of a database of ours, of the kind that the URL names.

    Raises:
        OperatorError: it is not; says why.
    """
    target = parse(url)
    kind = _kind_of(file)
    if kind != target.get_backend_name():
        raise OperatorError(f"{file} is a copy of {kind}, and database.url names {target.get_backend_name()}")
    ours = _tables_of(file) if kind == "sqlite" else _run(target, "pg_restore", "--list", str(file))
    if BOT.version_table not in ours:
        raise OperatorError(f"{file} is no copy of a database of Rostra's")


def put_back(url: str, file: Path) -> None:
    """Fill a database that holds nothing with such a copy; all of it or nothing.

    Whether a server's database holds nothing is the caller's to know.

    Raises:
        OperatorError: there is something already, it cannot be written, or the program is not there.
    """
    target = parse(url)
    if target.get_backend_name() != "sqlite":
        whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        _run(target, "pg_restore", *whole, f"--dbname={target.database}", str(file))
        return
    database = Path(str(target.database))
    _require_none(database)
    for leftover in (database.with_name(database.name + end) for end in _BESIDE):
        if leftover.exists():
            raise OperatorError(f"{leftover} is there, of a database that was: move it away first")
    with _growing(database) as part:
        shutil.copyfile(file, part)


@contextmanager
def _growing(file: Path) -> Iterator[Path]:
    """Write beside a file, and give it its name once it is on the disk."""
    _require_none(file)
    part = part_of(file)
    try:
        # Whoever reads it reads everything: it is for its owner alone.
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        _name(part, file)
    except OSError as error:
        raise OperatorError(f"{file} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, file: Path) -> None:
    try:
        os.link(part, file)  # unlike a rename it writes over nothing
    except FileExistsError:
        raise
    except OSError:  # a file system that knows no links
        part.rename(file)


def _require_none(file: Path) -> None:
    if file.exists():
        raise OperatorError(f"{file} is there already, and is not written over")


def _copy_sqlite(database: Path, part: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)  # all in one step, so in one read of one moment
    except sqlite3.Error as error:
        raise OperatorError(f"{database} cannot be copied: {error}") from error


def _kind_of(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_SQLITE))
    except OSError as error:
        raise OperatorError(f"{file} cannot be read: {error.strerror}") from error
    if head == _SQLITE:
        return "sqlite"
    if head.startswith(_POSTGRESQL):
        return "postgresql"
    raise OperatorError(f"{file} is no copy that `rostra db backup` has written")


def _tables_of(file: Path) -> str:
    try:
        # Immutable: to look at it makes no files beside it.
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True)) as copy:
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    except sqlite3.Error as error:
        raise OperatorError(f"{file} cannot be read: {error}") from error
    if verdict != "ok":
        raise OperatorError(f"{file} is damaged: {verdict}")
    return " ".join(names)


def _run(url: URL, program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL's; where the database is it learns where no other process reads it."""
    path = shutil.which(program)
    if path is None:
        raise OperatorError(f"{program} is not there: install PostgreSQL's own programs (postgresql-client)")
    given: dict[str, object] = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGDATABASE": url.database,
    }
    given |= {_VARIABLES[name]: value for name, value in url.query.items() if name in _VARIABLES}
    given["PGPASSWORD"] = password_of(url)
    environment = os.environ | {name: str(value) for name, value in given.items() if value}
    # -w: it asks nobody for a password, and says so instead.
    done = subprocess.run(  # noqa: S603 - the program's own name, and no shell
        [path, *arguments, *(["-w"] if "--list" not in arguments else [])],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stderr.split()).replace(password_of(url) or "\0", "***")
        raise OperatorError(f"{program} did not succeed: {said}")
    return done.stdout
