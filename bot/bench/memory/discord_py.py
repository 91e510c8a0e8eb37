"""The process of a benchmark that runs discord.py as its documentation shows it, and nothing besides.

Started as `python -m bot.bench.memory discord_py READY_FILE`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.bench import pinned
from bot.bench.memory.answering import SUBJECT_CORE, answer, connected, cpu, memory
from bot.sandbox.client import connector_for
from bot.sandbox.ready import ReadyFile


class Plain(discord.Client):
    """discord.py with its defaults, and one command that does nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(intents=discord.Intents.default(), **options)
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="empty", description="Does nothing")(_empty)

    async def setup_hook(self) -> None:
        """Register the command."""
        await self.tree.sync()

    async def listeners(self) -> Mapping[str, Any]:
        """How many people it knows to be in voice."""
        channels = (channel for guild in self.guilds for channel in guild.stage_channels)
        return {"there": sum(len(channel.voice_states) for channel in channels)}


async def _empty(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Nothing.", ephemeral=True)


async def main(ready_file: str) -> None:
    """Run until the input is closed."""
    pinned.to_core(SUBJECT_CORE)
    ready = ReadyFile.read(Path(ready_file))
    client = Plain(connector=connector_for(ready))
    async with connected(client, ready.bot_token):
        await answer({"memory": memory, "cpu": cpu, "listeners": client.listeners})
