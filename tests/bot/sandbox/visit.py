"""What a plain discord.py client on the sandbox is looked at through, whatever a test is about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import discord

from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission

PATIENCE_SECONDS = 5.0


@dataclass
class Visit:
    """A sandbox and the client on it, with what both call the guild and its stage."""

    sandbox: Sandbox
    client: discord.Client

    @property
    def guild(self) -> discord.Guild:
        found = self.client.get_guild(self.sandbox.guild.id)
        assert found is not None
        return found

    @property
    def stage(self) -> discord.StageChannel:
        found = self.guild.get_channel(int(self.sandbox.ready.stage_channel_id))
        assert isinstance(found, discord.StageChannel)
        return found

    @property
    def bot_id(self) -> int:
        return self.sandbox.world.application.bot.id

    def deny_in(self, channel_id: int, denied: Permission) -> None:
        """Take permissions from the bot by an overwrite in the channel, as an administrator can."""
        channel = self.sandbox.guild.channels[channel_id]
        overwrite = Overwrite(self.bot_id, 1, 0, int(denied))
        set_overwrite(self.sandbox.world, self.sandbox.guild, channel, overwrite)

    async def caused(
        self, event: str, action: Coroutine[Any, Any, Any], check: Callable[..., bool] | None = None
    ) -> tuple[Any, Any]:
        """Do something and wait for the event it causes; what the one answered and the other told."""
        waited = self.client.wait_for(event, check=check, timeout=PATIENCE_SECONDS)
        waiting = asyncio.create_task(waited, name=event)
        await asyncio.sleep(0)  # wait_for registers itself when the task first runs
        try:
            answer = await action
            return answer, await waiting
        finally:
            waiting.cancel()

    async def during(
        self, event: str, action: Coroutine[Any, Any, Any], check: Callable[..., bool] | None = None
    ) -> Any:
        """Do something and answer what the event that it causes tells."""
        _, told = await self.caused(event, action, check)
        return told
