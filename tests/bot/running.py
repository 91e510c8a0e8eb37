"""The bot itself on a sandbox, led there by public means only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.client import Bot
from bot.config import Config, load_config
from bot.sandbox.client import connector_for
from bot.sandbox.server import Sandbox

READY_SECONDS = 20


def config_in(folder: Path, **sections: dict[str, Any]) -> Config:
    """Settings with a database in `folder` and no cogs, changed by `sections`."""
    given: dict[str, dict[str, Any]] = {
        "database": {"url": f"sqlite+aiosqlite:///{folder / 'rostra.db'}"},
        "cogs": {"enabled": ()},
    }
    return load_config(None, **{**given, **sections})


@asynccontextmanager
async def running(
    sandbox: Sandbox, config: Config, kind: type[Bot] = Bot, **options: Any
) -> AsyncIterator[Bot]:
    """A bot that is ready, for the length of the block."""
    bot = kind(config, connector=connector_for(sandbox.ready), guild_ready_timeout=0.05, **options)
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
    await until(lambda: bot.application_id is not None)  # wait_until_ready wants a login first
    await bot.wait_until_ready()


async def until(happened: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait, with a bound, until a condition holds."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.01)
