"""Rostra as it is measured, in a process of its own.

Not beside `answering`: the process of discord.py alone imports nothing of ours that is not needed to ask it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from bot.bench import pinned
from bot.bench.memory.answering import SUBJECT_CORE, connected
from bot.cli import process
from bot.client import Bot
from bot.config import load_config
from bot.sandbox.client import connector_for
from bot.sandbox.ready import ReadyFile

Measured = TypeVar("Measured", bound=Bot)


@asynccontextmanager
async def running(kind: type[Measured], ready_file: str, database_url: str) -> AsyncIterator[Measured]:
    """Run Rostra with its cogs, as `rostra run` does."""
    pinned.to_core(SUBJECT_CORE)
    logging.basicConfig(level=logging.WARNING)
    ready = ReadyFile.read(Path(ready_file))
    bot = kind(load_config(None, database={"url": database_url}), connector=connector_for(ready))
    bot.when_loaded = process.keep_loaded
    async with connected(bot, ready.bot_token):
        yield bot
