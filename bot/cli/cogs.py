"""What cogs bring to the command line: the typer app of each `cli.py`.

The app's own name is the command: `app = typer.Typer(name="ledger")` in
`cogs/tips/cli.py` is `rostra ledger`. All of our cogs and all installed ones are asked,
enabled or not, since their data may still be there; those in folders are found
through the configuration file that the same command line names.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

import typer

from bot import loader
from bot.cli.options import read_config
from bot.config import CogsConfig
from bot.errors import OperatorError


def mount(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Add every cog's commands.

    Raises:
        OperatorError: a cog's command line cannot be used; names the cog.
    """
    for package in _packages(arguments):
        if importlib.util.find_spec(f"{package}.cli") is not None:
            commands = importlib.import_module(f"{package}.cli").app
            app.add_typer(commands)


def _packages(arguments: Sequence[str]) -> Iterator[str]:
    yield from (f"{loader.OURS}.{name}" for name in loader.bundled())
    yield from sorted(point.value for point in metadata.entry_points(group=loader.ENTRY_POINTS))
    for folder in _folders(arguments):
        yield from loader.in_folder(folder)


def _folders(arguments: Sequence[str]) -> tuple[Path, ...]:
    try:
        cogs: CogsConfig = read_config(_named(arguments)).cogs
    except OperatorError:
        # The command itself reads the file again and says what is wrong with it;
        # `rostra --help` has to work all the same.
        return ()
    return cogs.folders


def _named(arguments: Sequence[str]) -> Path | None:
    for place, argument in enumerate(arguments):
        if argument in {"-c", "--config"} and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if argument.startswith("--config="):
            return Path(argument.removeprefix("--config="))
    return None
