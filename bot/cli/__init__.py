"""The command line: one module a command, plus what cogs bring in their `cli.py`.

A module here has `register(app)`, which adds its commands; it imports what it needs
inside them, so that `rostra --help` is quick and works without a configuration.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib import metadata
from typing import Annotated

import typer

from bot.cli import cogs

#: In the order in which `rostra --help` shows them.
COMMANDS = ("demo", "init", "doctor", "run", "sandbox", "db", "new-cog", "bench")


def build(arguments: Sequence[str] = ()) -> typer.Typer:
    """Put the command line together; `arguments` say which config's cogs may add to it."""
    app = typer.Typer(
        name="rostra",
        help="Audio clubs on Discord stage channels.",
        epilog="Every command has its own --help.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in COMMANDS:
        importlib.import_module(f"bot.cli.{name.replace('-', '_')}").register(app)
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    # Cogs need not be asked for a command of ours, which then starts sooner.
    if asked not in COMMANDS and list(arguments) != ["--version"]:
        cogs.mount(app, arguments, asked)
    return app


def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda shown: _show_version(shown=shown),
            is_eager=True,
            help="Print the version and end.",
        ),
    ] = False,
) -> None:
    """Run audio clubs on Discord stage channels."""


def _show_version(*, shown: bool) -> None:
    if shown:
        typer.echo(f"rostra {metadata.version('rostra')}")
        raise typer.Exit
