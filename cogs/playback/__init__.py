"""Playback: what the bot lets be heard on a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("rooms",)
# `bot.permissions.TO_SPEAK`.
permissions = ("view_channel", "connect", "mute_members")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from cogs.playback.cog import Playback
    from cogs.playback.service import Clips

    await bot.add_cog(Playback(bot, Clips()))
