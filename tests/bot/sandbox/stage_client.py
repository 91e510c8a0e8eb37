"""A plain discord.py client looked at from a stage: what tests over sockets share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import discord

from bot.sandbox.server import Sandbox
from bot.sandbox.world import voice_states
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.models import Overwrite, VoiceState
from bot.sandbox.world.permissions import Permission

PATIENCE_SECONDS = 5.0


@dataclass
class Club:
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
    def back_room(self) -> discord.VoiceChannel:
        return self.guild.voice_channels[0]

    @property
    def bot_id(self) -> int:
        return self.sandbox.world.application.bot.id

    def state(self, user_id: int) -> VoiceState:
        return self.sandbox.guild.voice_states[user_id]

    def member(self, name: str = "alice", *, bot: bool = False) -> int:
        return add_member(self.sandbox.world, self.sandbox.guild, name, bot=bot).user.id

    def listener(self, name: str = "alice", *, bot: bool = False) -> int:
        user_id = self.member(name, bot=bot)
        voice_states.join(self.sandbox.world, self.sandbox.guild.id, user_id, self.stage.id)
        return user_id

    async def known(self, user_id: int) -> discord.Member:
        """The member as the client has it, once GUILD_MEMBER_ADD has arrived."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (member := self.guild.get_member(user_id)) is None:
                await self.client.wait_for("member_join", timeout=PATIENCE_SECONDS)
        return member

    def deny(self, denied: Permission, channel_id: int | None = None) -> None:
        """Take permissions from the bot by an overwrite in the channel, as an administrator can."""
        channel = self.sandbox.guild.channels[channel_id or self.stage.id]
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

    async def voice_change(
        self, action: Coroutine[Any, Any, Any], user_id: int, is_so: Callable[[discord.VoiceState], bool]
    ) -> tuple[discord.VoiceState, discord.VoiceState]:
        """Do something that brings somebody's voice state to what `is_so` says; before and after."""

        def check(member: discord.Member, _: discord.VoiceState, after: discord.VoiceState) -> bool:
            return member.id == user_id and is_so(after)

        _, (_, before, after) = await self.caused("voice_state_update", action, check)
        return before, after

    async def join(self, channel: discord.StageChannel | discord.VoiceChannel | None = None) -> None:
        """Send opcode 4 alone: what the bot may do there does not depend on its audio."""
        target = channel or self.stage
        action = self.guild.change_voice_state(channel=target)
        await self.voice_change(action, self.bot_id, lambda after: after.channel == target)

    async def take_stage(self) -> None:
        """Join and become a speaker."""
        await self.join()
        action = self.guild.me.edit(suppress=False)
        await self.voice_change(action, self.bot_id, lambda after: not after.suppress)
