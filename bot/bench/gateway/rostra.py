"""The process of this benchmark that runs Rostra with its cogs, as `rostra run` does.

Started as `python -m bot.bench.gateway rostra READY_FILE DATABASE_URL`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.bench.gateway.gaps import Gaps
from bot.bench.memory.answering import answer, cpu
from bot.bench.ours import running
from bot.client import Bot
from bot.discord_gateway_internals import last_event

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
    async with running(Measured, ready_file, database_url) as bot:
        gaps = Gaps()
        able = {"cpu": cpu, "handled": bot.handled, "watch": gaps.watch, "longest": gaps.longest}
        await answer(able)
