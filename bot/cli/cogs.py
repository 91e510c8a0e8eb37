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
from typing import TYPE_CHECKING

import typer

from bot import discovery
from bot.cli.options import read_config
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.config import CogsConfig


def mount(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Add every cog's commands.

    Raises:
        OperatorError: a cog's command line cannot be used; names the cog.
    """
    for package in _packages(arguments):
        if _has_cli(package):
            app.add_typer(_app_of(package))


def _has_cli(package: str) -> bool:
    """Look for the file: nothing of a cog is imported that brings no commands."""
    spec = importlib.util.find_spec(package)
    homes = (spec.submodule_search_locations if spec is not None else None) or ()
    return any((Path(home) / "cli.py").is_file() for home in homes)


def _app_of(package: str) -> typer.Typer:
    name = f"{package}.cli"
    try:
        app = importlib.import_module(name).app
    except Exception as error:  # an edge: a stranger's module may raise anything
        raise OperatorError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error
    if not isinstance(app, typer.Typer):
        raise OperatorError(f"{name} has no `app = typer.Typer(name=...)`")
    return app


def _packages(arguments: Sequence[str]) -> Iterator[str]:
    yield from (f"{discovery.OURS}.{name}" for name in discovery.bundled())
    yield from sorted(point.value for point in metadata.entry_points(group=discovery.ENTRY_POINTS))
    for folder in _folders(arguments):
        yield from discovery.in_folder(folder)


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
