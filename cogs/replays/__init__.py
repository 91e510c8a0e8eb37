"""Replays: a recording is played back on a stage, and its topics are told as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("rooms", "playback", "recording")
permissions = ("send_messages",)


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from cogs.recording.api import Replays
    from cogs.replays.cog import ReplayCommands
    from cogs.replays.showing import Shows

    shows = Shows(bot)
    shows.listen()
    await bot.add_cog(ReplayCommands(bot, bot.service(Replays), shows))
