"""The process of a benchmark that runs Rostra with its cogs, as `rostra run` does.

Started as `python -m bot.bench.memory rostra READY_FILE DATABASE_URL`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot import replies
from bot.bench.memory.answering import answer, cpu, memory
from bot.bench.ours import running
from bot.client import Bot
from bot.cog import Cog

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
    async with running(Measured, ready_file, database_url) as bot:
        await bot.settled.wait()
        await answer({"memory": memory, "cpu": cpu, "listeners": bot.listeners})
