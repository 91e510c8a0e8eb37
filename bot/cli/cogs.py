"""What cogs bring to the command line: the typer app of each `cli.py`.

The app's own name is the command: `app = typer.Typer(name="ledger")` in
`cogs/tips/cli.py` is `rostra ledger`. All of our cogs and all installed ones are asked,
enabled or not, since their data may still be there; those in folders are found
through the configuration file that the same command line names.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

import typer

from bot import discovery
from bot.cli.options import read_config
from bot.errors import OperatorError, in_one_line


def mount(app: typer.Typer, arguments: Sequence[str], asked: str | None) -> None:
    """Add the commands of cogs; `asked` is the one that is wanted, None where it is asked which there are.

    Raises:
        OperatorError: a cog's command line, or the configuration that names its folder, cannot be used,
            and the command may have been there.
    """
    try:
        if asked not in _added(app, _without_config()):
            _added(app, _in_folders(arguments))
    except OperatorError as error:
        if asked is not None:
            raise
        # `rostra --help` has to work all the same.
        typer.echo(f"rostra: {error}", err=True)


def _added(app: typer.Typer, packages: Iterable[str]) -> set[str | None]:
    """Add the command lines of some cogs; answers their names."""
    apps = [_app_of(package) for package in packages if _has_cli(package)]
    for one in apps:
        app.add_typer(one)
    return {one.info.name for one in apps}


def _has_cli(package: str) -> bool:
    """Look for the file: nothing of a cog is imported that brings no commands."""
    spec = importlib.util.find_spec(package)
    homes = (spec.submodule_search_locations if spec is not None else None) or ()
    return any((Path(home) / "cli.py").is_file() for home in homes)


def _app_of(package: str) -> typer.Typer:
    name = f"{package}.cli"
    try:
        app = importlib.import_module(name).app
    except (Exception, SystemExit) as error:  # an edge: a stranger's module may raise anything
        raise OperatorError(
            f"{name} cannot be imported: {type(error).__name__}: {in_one_line(error)}"
        ) from error
    if not isinstance(app, typer.Typer):
        raise OperatorError(f"{name} has no `app = typer.Typer(name=...)`")
    return app


def _without_config() -> Iterator[str]:
    yield from (f"{discovery.OURS}.{name}" for name in discovery.bundled())
    yield from sorted(point.value for point in metadata.entry_points(group=discovery.ENTRY_POINTS))


def _in_folders(arguments: Sequence[str]) -> Iterator[str]:
    for folder in read_config(_named(arguments)).cogs.folders:
        yield from discovery.in_folder(folder)


def _named(arguments: Sequence[str]) -> Path | None:
    for place, argument in enumerate(arguments):
        if argument in {"-c", "--config"} and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if argument.startswith("--config="):
            return Path(argument.removeprefix("--config="))
    return None
