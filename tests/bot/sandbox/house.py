"""The sandbox's club house seen by a plain discord.py client: what the tests of REST share."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Message, Role
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import edit_role
from tests.bot.sandbox.visit import Visit


class House(Visit):
    """A visit to the lounge."""

    @property
    def lounge(self) -> discord.TextChannel:
        found = self.guild.get_channel(int(self.sandbox.ready.text_channel_id))
        assert isinstance(found, discord.TextChannel)
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
        self.deny_in(channel_id or self.lounge.id, permissions)

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


async def expect_refused(code: int, action: Coroutine[Any, Any, Any]) -> discord.HTTPException:
    """Expect Discord's refusal with that code."""
    with pytest.raises(discord.HTTPException) as caught:
        await action
    assert caught.value.code == code, caught.value
    return caught.value
