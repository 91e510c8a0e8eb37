"""A plain discord.py bot with a command tree, and people to use it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from discord.ext import commands

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.clients import log_in


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[commands.Bot]:
    """A bot without commands; a test adds its own and syncs."""
    async with log_in(sandbox, commands.Bot, command_prefix="!") as ready:
        assert isinstance(ready, commands.Bot)
        yield ready


@pytest.fixture
def alice(sandbox: Sandbox) -> Person:
    return sandbox.person("alice")


@pytest.fixture
def bob(sandbox: Sandbox) -> Person:
    return sandbox.person("bob")
