"""What the bot does to people on a stage, when the rules say so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import permissions, stage
from bot.errors import UpstreamError
from bot.i18n import Safe
from cogs.hands.acts import Report
from cogs.rooms.api import Room

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

# Discord documentation, "Gateway Events", Request Guild Members.
_ASKED_AT_ONCE = 100
#: How long those are asked for whose roles count: the rest of the room waits for it.
ROLES_SECONDS = 4.0
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
UNKNOWN_VOICE_STATE = 10065
#: Left the community, left voice in this very moment ("Guild", Modify Guild Member).
_NOT_THERE = frozenset({10007, 40032, UNKNOWN_VOICE_STATE})


class BotActs:
    """Fulfils `cogs.hands.acts.Acts`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def invite(self, room: Room, user_id: int) -> bool:
        """See `Acts.invite`."""
        return await _done(stage.invite_to_speak(self._bot, room.guild_id, room.channel_id, user_id))

    async def lower(self, room: Room, user_id: int) -> bool:
        """See `Acts.lower`."""
        return await _done(stage.move_to_audience(self._bot, room.guild_id, room.channel_id, user_id))

    async def mute(self, room: Room, user_id: int, *, muted: bool) -> bool:
        """See `Acts.mute`."""
        return await self._on_member(room, user_id, lambda member: member.edit(mute=muted), ("mute_members",))

    async def remove(self, room: Room, user_id: int) -> bool:
        """See `Acts.remove`."""
        return await self._on_member(room, user_id, lambda member: member.move_to(None), ("move_members",))

    async def _on_member(
        self,
        room: Room,
        user_id: int,
        act: Callable[[discord.Member], Awaitable[object]],
        needed: tuple[str, ...],
    ) -> bool:
        """Do something to a member who is on the stage of that room; nothing to one who is elsewhere."""
        channel = self._bot.get_channel(room.channel_id)
        if not isinstance(channel, discord.StageChannel) or user_id not in channel.voice_states:
            return False
        try:
            await act(await channel.guild.fetch_member(user_id))
        except discord.Forbidden as error:
            raise permissions.refused_in(channel, needed) from error
        except discord.HTTPException as error:
            if error.code in _NOT_THERE:
                return False
            raise UpstreamError(f"the stage could not be changed: {error}") from error
        except (aiohttp.ClientError, OSError) as error:
            raise UpstreamError(f"the stage could not be changed: {error}") from error
        return True

    async def say_time(self, room: Room, user_id: int, seconds_left: int) -> None:
        """See `Acts.say_time`; a stage whose chat the bot may not write in goes without the words."""
        channel = self._bot.get_channel(room.channel_id)
        if not isinstance(channel, discord.StageChannel):
            return
        language = await self._bot.language_of(channel.guild)
        text = self._bot.words.text(
            __name__, "time-left", language, person=Safe(f"<@{user_id}>"), seconds=seconds_left
        )
        try:
            person = discord.Object(user_id)
            await channel.send(text, allowed_mentions=discord.AllowedMentions(users=[person]))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("nobody was told of their time on the stage %s: %s", room.channel_id, error)

    async def report(self, report: Report) -> None:
        """See `Acts.report`; a channel that is gone is logged, since nobody could be told."""
        channel = self._bot.get_channel(report.channel_id)
        if not isinstance(channel, discord.TextChannel):
            log.error("a report in %s has no channel: %s is gone", report.guild_id, report.channel_id)
            return
        language = await self._bot.language_of(channel.guild)
        text = self._bot.words.text(
            __name__,
            "report",
            language,
            by=Safe(f"<@{report.by}>"),
            about=Safe(f"<@{report.about}>"),
            topic=report.topic,
            text=report.text,
        )
        try:
            await channel.send(text)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UpstreamError(f"a report could not be written: {error}") from error

    async def roles_of(self, room: Room, user_ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """See `Acts.roles_of`."""
        guild = self._bot.get_guild(room.guild_id)
        found: dict[int, tuple[int, ...]] = {}
        if guild is None:
            return found
        try:
            async with asyncio.timeout(ROLES_SECONDS):
                for start in range(0, len(user_ids), _ASKED_AT_ONCE):
                    found |= await _roles(guild, user_ids[start : start + _ASKED_AT_ONCE])
        except (TimeoutError, discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("the roles of some in room %s are not known: %r", room.id, error)
        return found


async def _roles(guild: discord.Guild, user_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    members = await guild.query_members(user_ids=list(user_ids), limit=_ASKED_AT_ONCE, cache=False)
    return {member.id: tuple(role.id for role in member.roles) for member in members}


async def _done(act: Awaitable[None]) -> bool:
    try:
        await act
    except discord.NotFound as error:
        if error.code != UNKNOWN_VOICE_STATE:
            raise UpstreamError(f"the stage could not be changed: {error}") from error
        return False
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the stage could not be changed: {error}") from error
    return True
