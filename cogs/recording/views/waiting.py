"""How far a file is that one person waits for, in a message that only they see, until it is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord

from bot import replies
from bot.i18n import Safe
from bot.progress import EVERY_SECONDS, bar
from cogs.recording.api import Replay

log = logging.getLogger(__name__)

#: Most files are there by then, and Discord shows meanwhile that the bot is thinking.
PATIENCE_SECONDS = 8.0
Asked = discord.Interaction[Any]


class Waiting:
    """Shows it, once it takes longer than a moment."""

    def __init__(self, interaction: Asked, replay: Replay) -> None:
        self._interaction = interaction
        self._replay = replay
        self._percent, self._shown = 0, -1
        self._message: discord.WebhookMessage | None = None
        #: Held while a message is on its way: none arrives after the end.
        self.lock = asyncio.Lock()

    def moved(self, percent: int) -> None:
        """Take in how far it is."""
        self._percent = percent

    async def draw(self) -> None:
        """Show it every few seconds, for as long as the caller lets this run."""
        try:
            await asyncio.sleep(PATIENCE_SECONDS)
            while True:
                async with self.lock:
                    await self._draw()
                await asyncio.sleep(EVERY_SECONDS)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("how far replay %s is, is not shown any more: %s", self._replay.id, error)

    async def _draw(self) -> None:
        if self._percent == self._shown:
            return
        self._shown = percent = self._percent
        placeholders = {"topic": self._replay.topic, "bar": Safe(bar(percent, 100)), "percent": percent}
        text = replies.text(self._interaction, __name__, "being-made", **placeholders)
        if self._message is None:
            self._message = await self._interaction.followup.send(text, ephemeral=True, wait=True)
        else:
            await self._message.edit(content=text)

    async def take_back(self) -> None:
        """Make room for the answer."""
        if self._message is not None:
            try:
                await self._message.delete()
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.info("how far replay %s was, is shown still: %s", self._replay.id, error)


@asynccontextmanager
async def waiting(interaction: Asked, replay: Replay) -> AsyncIterator[Waiting]:
    """Stand around what takes long, of an interaction that is deferred already."""
    shown = Waiting(interaction, replay)
    drawing = interaction.client.tasks.start(shown.draw(), name=f"recording.waiting:{interaction.id}")
    try:
        yield shown
    finally:
        async with shown.lock:
            drawing.cancel()
        await shown.take_back()
