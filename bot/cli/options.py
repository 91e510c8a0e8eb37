"""The options that every command which touches data takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import Config

DEFAULT_CONFIG = Path("config.toml")

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        help=f"The configuration file. Without it, {DEFAULT_CONFIG} of this folder is read if it is there.",
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="Where everything is kept, instead of database.url: sqlite+aiosqlite:///FILE"
        " or postgresql+asyncpg://USER:PASSWORD@HOST/NAME.",
    ),
]


def read_config(path: Path | None, database: str | None = None, **sections: Mapping[str, object]) -> Config:
    """Read the settings that a command was pointed at; `sections` are other options of its.

    Raises:
        OperatorError: they cannot be read, or one does not fit.
    """
    from bot.config import load_config

    return load_config(config_file(path), database={"url": database}, **sections)


def config_file(path: Path | None) -> Path | None:
    """Which file that is; None if there is none."""
    return DEFAULT_CONFIG if path is None and DEFAULT_CONFIG.is_file() else path
