"""What the bot does to people on a stage, when the rules say so."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import stage
from bot.errors import UpstreamError
from bot.i18n import Safe
from cogs.rooms.api import Room

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

# Discord documentation, "Opcodes and Status Codes", JSON error codes.
UNKNOWN_VOICE_STATE = 10065


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
