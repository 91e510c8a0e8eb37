"""Plain discord.py clients, led to a sandbox by public means only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.sandbox.client import connector_for
from bot.sandbox.server import Sandbox

READY_SECONDS = 10


def plain_client(
    sandbox: Sandbox, kind: type[discord.Client] = discord.Client, **options: Any
) -> discord.Client:
    """A client not yet logged in; the intents are the usual ones, members and message content."""
    intents = discord.Intents.default()
    intents.members = True
    intents.message_content = True
    chosen = {"intents": intents, "guild_ready_timeout": 0.05, **options}
    return kind(connector=connector_for(sandbox.ready), **chosen)


@asynccontextmanager
async def log_in(
    sandbox: Sandbox, kind: type[discord.Client] = discord.Client, *, token: str | None = None, **options: Any
) -> AsyncIterator[discord.Client]:
    """A client that is ready, with its guilds, for the length of the block: the first bot's, or a token's."""
    client = plain_client(sandbox, kind, **options)
    async with client:
        await client.login(token or sandbox.ready.bot_token)
        connected = asyncio.create_task(client.connect(), name="client")
        ready = asyncio.create_task(client.wait_until_ready(), name="client-ready")
        try:
            async with asyncio.timeout(READY_SECONDS):
                await asyncio.wait({connected, ready}, return_when=asyncio.FIRST_COMPLETED)
            if connected.done():
                await connected
            yield client
        finally:
            ready.cancel()
            await client.close()
            await asyncio.gather(connected, ready, return_exceptions=True)
