"""What the bot may change about another person on a stage: `suppress`, and nothing else.

Discord documentation, "Voice", Modify User Voice State. These calls need only ids, where
discord.py's `Member.edit` needs a member that we do not cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot import discord_internals, permissions

if TYPE_CHECKING:
    from bot.client import Bot


async def invite_to_speak(bot: Bot, guild_id: int, channel_id: int, user_id: int) -> None:
    """Offer a person the stage; they are a speaker once they accept.

    Raises:
        MissingPermissions: names what the bot lacks on the stage, and the stage.
        discord.NotFound: they are not in voice (10065).
    """
    await _set_suppress(bot, guild_id, channel_id, user_id, suppress=False)


async def move_to_audience(bot: Bot, guild_id: int, channel_id: int, user_id: int) -> None:
    """Take the floor from a person, take back an invitation, or dismiss a raised hand.

    Raises:
        MissingPermissions: names what the bot lacks on the stage, and the stage.
        discord.NotFound: they are not in voice (10065).
    """
    await _set_suppress(bot, guild_id, channel_id, user_id, suppress=True)


async def _set_suppress(bot: Bot, guild_id: int, channel_id: int, user_id: int, *, suppress: bool) -> None:
    try:
        await discord_internals.set_suppress(bot, guild_id, channel_id, user_id, suppress=suppress)
    except discord.Forbidden as error:
        channel = bot.get_channel(channel_id)
        if isinstance(channel, discord.StageChannel):
            raise permissions.refused_in(channel, permissions.TO_SPEAK) from error
        raise permissions.MissingPermissions(permissions.TO_SPEAK, f"<#{channel_id}>") from error
