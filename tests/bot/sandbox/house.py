"""The sandbox's club house seen by a plain discord.py client: what the tests of REST share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Message, Overwrite, Role
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import edit_role

PATIENCE_SECONDS = 5.0


@dataclass
class House:
    """A sandbox and the client on it."""

    sandbox: Sandbox
    client: discord.Client

    @property
    def guild(self) -> discord.Guild:
        found = self.client.get_guild(self.sandbox.guild.id)
        assert found is not None
        return found

    @property
    def lounge(self) -> discord.TextChannel:
        found = self.guild.get_channel(int(self.sandbox.ready.text_channel_id))
        assert isinstance(found, discord.TextChannel)
        return found

    @property
    def stage(self) -> discord.StageChannel:
        found = self.guild.get_channel(int(self.sandbox.ready.stage_channel_id))
        assert isinstance(found, discord.StageChannel)
        return found

    def grant(self, *permissions: Permission) -> None:
        """Give the bot's role these permissions besides those it has."""
        self._set_permissions(self._held | sum(permissions))

    def revoke(self, *permissions: Permission) -> None:
        """Take these permissions from the bot's role, and from @everyone."""
        world, guild = self.sandbox.world, self.sandbox.guild
        taken = ~sum(permissions)
        everyone = guild.roles[guild.id]
        edit_role(world, guild, everyone, permissions=everyone.permissions & taken)
        self._set_permissions(self._held & taken)

    def deny(self, permissions: Permission, channel_id: int | None = None) -> None:
        """Deny the bot something in one channel, the lounge unless told."""
        channel = self.sandbox.guild.channels[channel_id or self.lounge.id]
        bot_id = self.sandbox.world.application.bot.id
        overwrite = Overwrite(bot_id, 1, 0, int(permissions))
        set_overwrite(self.sandbox.world, self.sandbox.guild, channel, overwrite)

    def person(self, name: str = "alice", *role_ids: int) -> int:
        """A new member of the guild."""
        return add_member(self.sandbox.world, self.sandbox.guild, name, role_ids=role_ids).user.id

    async def member(self, name: str = "alice") -> discord.Member:
        """A new member as the client has it."""
        return await self.guild.fetch_member(self.person(name))

    def said(self, user_id: int, content: str) -> Message:
        """What somebody said in the lounge."""
        world = self.sandbox.world
        return post(world, world.channel(self.lounge.id), world.users[user_id], MessageDraft(content))

    async def during(
        self, event: str, action: Coroutine[Any, Any, Any], check: Callable[..., bool] | None = None
    ) -> Any:
        """Wait for an event that the action causes, and answer what came with it."""
        heard = self.client.wait_for(event, timeout=PATIENCE_SECONDS, check=check)
        waiting = asyncio.create_task(heard, name=event)
        await asyncio.sleep(0)
        await action
        return await waiting

    async def api(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """One request without a library: its status and what it answered."""
        headers = {"Authorization": f"Bot {self.sandbox.ready.bot_token}"} | options.pop("headers", {})
        url = self.sandbox.ready.api + path
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, headers=headers, **options) as response,
        ):
            is_json = response.content_type == "application/json"
            return response.status, (await response.json() if is_json else await response.text())

    @property
    def _held(self) -> int:
        return self._role.permissions

    @property
    def _role(self) -> Role:
        guild = self.sandbox.guild
        return next(role for role in guild.roles.values() if role.bot_id is not None)

    def _set_permissions(self, permissions: int) -> None:
        edit_role(self.sandbox.world, self.sandbox.guild, self._role, permissions=permissions)


async def refused(code: int, action: Coroutine[Any, Any, Any]) -> discord.HTTPException:
    """Expect Discord's refusal with that code."""
    with pytest.raises(discord.HTTPException) as caught:
        await action
    assert caught.value.code == code, caught.value
    return caught.value
