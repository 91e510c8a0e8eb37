"""A plain discord.py client looked at from a stage: what tests over sockets share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import discord

from bot.sandbox.world import voice_states
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.models import VoiceState
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.visit import PATIENCE_SECONDS, Visit


class Club(Visit):
    """A visit to the stage."""

    @property
    def back_room(self) -> discord.VoiceChannel:
        return self.guild.voice_channels[0]

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
        self.deny_in(channel_id or self.stage.id, denied)

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
