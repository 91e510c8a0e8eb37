"""A release of discord.py without what is used here stops the start, by name."""

from __future__ import annotations

import discord
import pytest

from bot import discord_internals
from bot.errors import OperatorError


def test_this_release_has_everything() -> None:
    discord_internals.check()


def test_what_is_missing_is_named_with_the_version() -> None:
    with pytest.raises(OperatorError, match=rf"{discord.__version__} has no discord\.client\.Client\.wings"):
        discord_internals.check([(discord.Client, "wings")])
