"""Writes a configuration file: what was chosen, each with a line on what it is for."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.config import load_config
from bot.errors import OperatorError

_HEAD = """\
# Written by `rostra init`. What is left out has its default: docs/reference/settings.md has them all.
# `rostra doctor` says whether everything is as it should be.
"""
_REMARKS = {
    "discord": "Who the bot is. Whoever has the token is the bot: keep this file to yourself.",
    "database": "Where everything is kept.",
    "language": "Used where a person's own language is unknown or not translated.",
    "web": "/health and /metrics, and the pages of cogs.",
}
# The token is in it, and perhaps a password: for its owner alone.
_MODE = 0o600

Chosen = Mapping[str, Mapping[str, str | int | bool]]


def as_toml(chosen: Chosen) -> str:
    """The text of the file; sections without a value are left out."""
    parts = [_HEAD]
    for section, values in chosen.items():
        if values:
            lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
            parts.append("\n".join([f"# {_REMARKS[section]}", f"[{section}]", *lines, ""]))
    return "\n".join(parts)


def write_config(path: Path, chosen: Chosen, *, replace: bool = False) -> None:
    """Write the file in one step, for its owner's eyes only, once it is known to be readable.

    Raises:
        OperatorError: it is there already, or cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".rostra-") as folder:
            new = Path(folder) / path.name
            new.touch(_MODE)
            new.write_text(as_toml(chosen), encoding="utf-8")
            load_config(new)
            if replace:
                new.replace(path)
            else:
                # Unlike `replace`, this fails if somebody made the file meanwhile.
                os.link(new, path)
    except FileExistsError:
        raise OperatorError(f"{path} is there already: --force writes a new one in its place") from None
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}") from error
