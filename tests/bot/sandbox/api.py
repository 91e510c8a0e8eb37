"""A plain HTTP client with the bot's credentials, for what discord.py would not send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.sandbox.server import Sandbox


@asynccontextmanager
async def api(sandbox: Sandbox, token: str | None = None) -> AsyncIterator[aiohttp.ClientSession]:
    """A session whose paths begin below /api/v10, as in `session.get("users/@me")`."""
    headers = {"Authorization": f"Bot {token or sandbox.ready.bot_token}"}
    async with aiohttp.ClientSession(f"{sandbox.ready.api}/", headers=headers) as session:
        yield session
