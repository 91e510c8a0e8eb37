"""The process of this benchmark that runs discord.py alone: it follows the gateway, and does nothing.

Started as `python -m bot.bench.gateway discord_py READY_FILE`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord

from bot.bench import pinned
from bot.bench.gateway.gaps import Gaps
from bot.bench.memory.answering import SUBJECT_CORE, answer, connected, cpu
from bot.sandbox.client import connector_for
from bot.sandbox.ready import ReadyFile


class Empty(discord.Client):
    """discord.py as it comes, told of the same as ours; no command, no listener."""

    def __init__(self, **options: Any) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.voice_states = intents.guild_scheduled_events = True
        super().__init__(intents=intents, **options)

    async def enter(self) -> Mapping[str, Any]:
        """Connect to the only stage, as its documentation shows."""
        (guild,) = self.guilds
        await guild.stage_channels[0].connect(self_deaf=True)
        return {}

    async def handled(self) -> Mapping[str, Any]:
        """The number of the last event that it has handled."""
        return {"sequence": self.ws.sequence}


async def main(ready_file: str, *_options: str) -> None:
    """Run until the input is closed."""
    pinned.to_core(SUBJECT_CORE)
    ready = ReadyFile.read(Path(ready_file))
    client = Empty(connector=connector_for(ready))
    async with connected(client, ready.bot_token):
        gaps = Gaps()
        able = {"cpu": cpu, "handled": client.handled, "enter": client.enter}
        await answer(able | {"watch": gaps.watch, "longest": gaps.longest})
