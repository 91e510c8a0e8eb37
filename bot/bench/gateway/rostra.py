"""The process of this benchmark that runs Rostra with its cogs, as `rostra run` does.

Started as `python -m bot.bench.gateway rostra READY_FILE DATABASE_URL`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.bench import pinned
from bot.bench.gateway.gaps import Gaps
from bot.bench.memory.answering import SUBJECT_CORE, answer, cpu, ready_or_ended
from bot.cli import process
from bot.client import Bot
from bot.config import load_config
from bot.discord_gateway_internals import last_event
from bot.sandbox.client import connector_for
from bot.sandbox.ready import ReadyFile

_LOOK_SECONDS = 0.01


class Measured(Bot):
    """Rostra, and how far it has come."""

    async def handled(self) -> Mapping[str, Any]:
        """The number of the last event that it has heard, once all that follows from it is done."""
        heard = last_event(self)
        while self.busy:  # noqa: ASYNC110 - nothing in the bot is built to be measured
            await asyncio.sleep(_LOOK_SECONDS)
        return {"sequence": heard}


async def main(ready_file: str, database_url: str) -> None:
    """Run until the input is closed."""
    pinned.to_core(SUBJECT_CORE)
    logging.basicConfig(level=logging.WARNING)
    ready = ReadyFile.read(Path(ready_file))
    config = load_config(None, database={"url": database_url})
    async with Measured(config, connector=connector_for(ready)) as bot:
        bot.when_loaded = process.keep_loaded
        running = asyncio.create_task(bot.start(ready.bot_token), name="bot")
        await ready_or_ended(bot, running)
        gaps = Gaps()
        able = {"cpu": cpu, "handled": bot.handled, "watch": gaps.watch, "longest": gaps.longest}
        await answer(able)
        await bot.close()
        await running
