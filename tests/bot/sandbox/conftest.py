"""An unmodified discord.py client on the sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.clients import log_in


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[discord.Client]:
    """A plain discord.py client, ready on the sandbox, led there by public means only."""
    async with log_in(sandbox) as ready:
        yield ready
