"""`rostra new-cog`: a cog to begin with, in the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(root: typer.Typer) -> None:
    """Add this command."""
    root.command("new-cog")(new_cog)


def new_cog(
    name: Annotated[str, typer.Argument(help="Lower-case letters, digits and underscores, as in book_club.")],
) -> None:
    """Write a cog of your own into this folder: command, table, settings, words, and tests that pass.

    It lies in a folder of its name, with a test beside it. Nothing that is there is changed.
    """
    from bot.scaffold.writing import write_cog

    folder = Path.cwd()
    for path in write_cog(name, folder):
        typer.echo(f"wrote {path.relative_to(folder)}")
    typer.echo("\nTry it: python -m pytest (it needs pytest and pytest-asyncio)")
    typer.echo("To run it, put this folder into the configuration, below [cogs]:")
    typer.echo(f'folders = ["{folder}"]')
