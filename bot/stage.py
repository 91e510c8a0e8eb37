"""What the bot may change about another person on a stage: `suppress`, and nothing else.

Discord documentation, "Voice", Modify User Voice State. These calls need only ids, where
discord.py's `Member.edit` needs a member that we do not cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import discord_internals

if TYPE_CHECKING:
    from bot.client import Bot


async def invite_to_speak(bot: Bot, guild_id: int, channel_id: int, user_id: int) -> None:
    """Offer a person the stage; they are a speaker once they accept.

    Raises:
        discord.Forbidden: the bot may not mute members of the stage.
        discord.NotFound: they are not in voice (10065).
    """
    await discord_internals.set_suppress(bot, guild_id, channel_id, user_id, suppress=False)


async def move_to_audience(bot: Bot, guild_id: int, channel_id: int, user_id: int) -> None:
    """Take the floor from a person, take back an invitation, or dismiss a raised hand.

    Raises:
        discord.Forbidden: the bot may not mute members of the stage.
        discord.NotFound: they are not in voice (10065).
    """
    await discord_internals.set_suppress(bot, guild_id, channel_id, user_id, suppress=True)
