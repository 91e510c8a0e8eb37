"""The process of a benchmark that runs Rostra with its cogs, as `rostra run` does.

Started as `python -m bot.bench.memory rostra READY_FILE DATABASE_URL`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot import replies
from bot.bench import pinned
from bot.bench.memory.answering import SUBJECT_CORE, answer, cpu, memory, ready_or_ended
from bot.cli import process
from bot.client import Bot
from bot.cog import Cog
from bot.config import load_config
from bot.sandbox.client import connector_for
from bot.sandbox.ready import ReadyFile

# As long as what the other side says; a text of a catalogue would be one of the framework's.
NOTHING = "Nothing."


class Empty(Cog):
    """One command that does nothing."""

    @app_commands.command()
    async def empty(self, interaction: discord.Interaction[Bot]) -> None:
        """Does nothing."""
        await replies.say(interaction, NOTHING)


class Measured(Bot):
    """Rostra, and that command."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        #: Set once it has noted in which communities it is.
        self.settled = asyncio.Event()

    async def on_ready(self) -> None:
        """Say when all that a start brings is done."""
        await super().on_ready()
        self.settled.set()

    async def setup_hook(self) -> None:
        """Start everything."""
        self.words.add("bot.bench.memory", Path(__file__).parent / "locale")
        await self.add_cog(Empty(self))
        await super().setup_hook()

    async def listeners(self) -> Mapping[str, Any]:
        """How many people it knows to be in voice."""
        channels = (channel for guild in self.guilds for channel in guild.stage_channels)
        return {"there": sum(len(channel.voice_states) for channel in channels)}


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
        await bot.settled.wait()
        await answer({"memory": memory, "cpu": cpu, "listeners": bot.listeners})
        await bot.close()
        await running
