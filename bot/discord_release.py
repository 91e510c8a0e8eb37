"""Whether the release of discord.py that is installed has what its documentation does not promise."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.errors import OperatorError


def check(needed: Sequence[tuple[type, str]]) -> None:
    """Prove that each of these classes has that attribute.

    Raises:
        OperatorError: one lacks it; the message names it and the version.
    """
    for owner, name in needed:
        if not hasattr(owner, name):
            raise OperatorError(
                f"discord.py {discord.__version__} has no {owner.__module__}.{owner.__qualname__}.{name}:"
                " install a version that the bot was made for (pip install 'discord.py[voice]~=2.7.1')"
            )
