"""A sandbox, and the bot of production on it, led there by public means only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.client import Bot
from bot.config import Config, load_config
from bot.sandbox.client import connector_for
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.testing.prepared import prepare
from bot.testing.waiting import eventually

READY_SECONDS = 20.0
# How long discord.py waits for one more guild; the sandbox sends its own at once.
_GUILD_SECONDS = 0.05


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Give a Discord for one test, without rate limits, which only make a test wait."""
    async with Sandbox.start(SandboxOptions(rate_limits=False)) as started:
        yield started


def config_in(folder: Path, **sections: Mapping[str, Any]) -> Config:
    """Settings with a database in `folder` and no cogs; `sections` change them, key by key.

    Raises:
        OperatorError: a setting is unknown or does not fit.
    """
    given: dict[str, dict[str, Any]] = {
        "database": {"url": f"sqlite+aiosqlite:///{folder / 'rostra.db'}"},
        "cogs": {"enabled": ()},
    }
    for name, changes in sections.items():
        given[name] = {**given.get(name, {}), **changes}
    return load_config(None, **given)


@asynccontextmanager
async def running(
    sandbox: Sandbox, config: Config, kind: type[Bot] = Bot, **options: Any
) -> AsyncIterator[Bot]:
    """Run a bot for the length of the block, which begins when it is ready.

    `options` are the bot's own, such as `clock`.

    Raises:
        OperatorError: it cannot start.
        TimeoutError: it was not ready in time.
    """
    await prepare(config)
    bot = kind(
        config,
        connector=connector_for(sandbox.ready),
        worker_connector=partial(connector_for, sandbox.ready),
        guild_ready_timeout=_GUILD_SECONDS,
        **options,
    )
    async with bot:
        connected = asyncio.create_task(bot.start(sandbox.ready.bot_token), name="bot")
        ready = asyncio.create_task(_until_ready(bot), name="bot-ready")
        try:
            async with asyncio.timeout(READY_SECONDS):
                await asyncio.wait({connected, ready}, return_when=asyncio.FIRST_COMPLETED)
            if connected.done():
                await connected
            yield bot
        finally:
            ready.cancel()
            await bot.close()
            await asyncio.gather(connected, ready, return_exceptions=True)


async def _until_ready(bot: Bot) -> None:
    await eventually(lambda: bot.application_id is not None)  # wait_until_ready wants a login first
    await bot.wait_until_ready()
