"""`rostra db`: the tables of the framework and of every cog."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ConfigOption, DatabaseOption, read_config
from bot.config import Config
from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    name="db",
    help="Bring the database's tables up to date, check them, copy everything and put it back.",
    no_args_is_help=True,
)

_LOOK_SECONDS = 0.2
_MEGABYTE = 1_000_000


def register(root: typer.Typer) -> None:
    """Add these commands."""
    root.add_typer(app)


@app.command()
def upgrade(config: ConfigOption = None, database: DatabaseOption = None) -> None:
    """Bring every table up to date. `rostra run` does the same when it starts."""
    asyncio.run(_upgrade(read_config(config, database)))


@app.command()
def check(config: ConfigOption = None, database: DatabaseOption = None) -> None:
    """Say whether the tables are up to date; ends with 1 if they are not. Changes nothing."""
    problems = asyncio.run(_check(read_config(config, database)))
    for problem in problems:
        typer.echo(f"rostra: {problem}", err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("all tables are up to date")


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write the copy; nothing is written over.")
    ],
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Copy all that the database holds into a file, also while the bot runs.

    PostgreSQL is copied by its own program pg_dump. Recordings are files, and no part of it.
    """
    from bot.storage import copies

    url = read_config(config, database).database.url
    if (nothing := _not_there(url)) is not None:
        raise OperatorError(nothing)
    asyncio.run(_watched(lambda: copies.back_up(url, file), copies.part_of(file)))
    typer.echo(f"{file}: {file.stat().st_size / _MEGABYTE:.1f} MB")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `rostra db backup` has written.")],
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Put such a copy back, into a database that holds nothing: all of it or nothing.

    PostgreSQL is filled by its own program pg_restore.
    """
    url = read_config(config, database).database.url
    asyncio.run(_restore(url, file))
    typer.echo("everything is back; `rostra db check` says whether its tables are up to date")


async def _restore(url: str, file: Path) -> None:
    from bot.storage import copies
    from bot.storage.url import file_of

    await asyncio.to_thread(copies.require_copy, url, file)
    target = file_of(url)
    if target is None:
        await _require_empty(url)
    growing = None if target is None else copies.part_of(target)
    await _watched(lambda: copies.put_back(url, file), growing)


async def _require_empty(url: str) -> None:
    from sqlalchemy import text

    from bot.storage.database import Database

    tables = text("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()")
    database = Database(url)
    try:
        async with database.reading() as session:
            count = await session.scalar(tables)
    finally:
        await database.close()
    if count:
        raise OperatorError(f"the database holds {count} tables: a copy is put back where there is nothing")


async def _watched(work: Callable[[], object], growing: Path | None) -> None:
    """Do it in a thread; whoever sits at a terminal sees how far it is."""
    from rich.console import Console

    console = Console(stderr=True)
    doing = asyncio.create_task(asyncio.to_thread(work), name="copy")
    with console.status(_so_far(growing)) as shown:
        while not (await asyncio.wait([doing], timeout=_LOOK_SECONDS))[0]:
            shown.update(_so_far(growing))
    await doing


async def _upgrade(config: Config) -> None:
    from bot import loader
    from bot.storage import migrate
    from bot.storage.database import Database

    cogs = loader.find(config.cogs)
    database = Database(config.database.url)
    try:
        for track in loader.tracks(cogs):
            await migrate.upgrade(database, track)
            typer.echo(f"{track.name}: up to date")
    finally:
        await database.close()


async def _check(config: Config) -> list[str]:
    from bot import loader
    from bot.storage.database import Database

    cogs = loader.find(config.cogs)
    if (nothing := _not_there(config.database.url)) is not None:
        return [nothing]
    database = Database(config.database.url)
    try:
        return [str(problem) for problem in await loader.check_all(database, cogs)]
    finally:
        await database.close()


def _so_far(growing: Path | None) -> str:
    """How much has been written, where that is a file of this machine."""
    if growing is None or not growing.exists():
        return "the server is at work"
    return f"{growing.stat().st_size / _MEGABYTE:.1f} MB so far"


def _not_there(url: str) -> str | None:
    """That there is no file yet, which to connect would make."""
    from bot.storage.url import file_of

    file = file_of(url)
    if file is None or file.exists():
        return None
    return f"{file} is not there yet: `rostra db upgrade` makes it"
