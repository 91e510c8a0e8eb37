"""`rostra db`: the tables of the framework and of every cog."""

from __future__ import annotations

import asyncio

import typer

from bot.cli.options import ConfigOption, DatabaseOption, read_config
from bot.config import Config

app = typer.Typer(
    name="db", help="Bring the database's tables up to date, or check them.", no_args_is_help=True
)


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
    from bot.storage.url import file_of

    cogs = loader.find(config.cogs)
    file = file_of(config.database.url)
    if file is not None and not file.exists():
        # To connect would make it.
        return [f"{file} is not there yet: `rostra db upgrade` makes it"]
    database = Database(config.database.url)
    try:
        return [str(problem) for problem in await loader.check_all(database, cogs)]
    finally:
        await database.close()
