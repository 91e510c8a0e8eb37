"""A running sandbox, and an unmodified discord.py client on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest

from bot.sandbox.server import Sandbox, SandboxOptions
from tests.bot.sandbox.clients import log_in


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox without rate limits, which have tests of their own."""
    async with Sandbox.start(SandboxOptions(rate_limits=False)) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[discord.Client]:
    """A plain discord.py client, ready on the sandbox, led there by public means only."""
    async with log_in(sandbox) as ready:
        yield ready
