"""Playback: what the bot lets be heard on a stage."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("rooms", "hands")
# `bot.permissions.TO_SPEAK`.
permissions = ("view_channel", "connect", "mute_members")

log = logging.getLogger(__name__)


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot; without codecs it does not start.

    Raises:
        MissingCodec: nothing could be played; says what to install.
    """
    from bot.voice import codecs
    from cogs.playback.cog import Playback
    from cogs.playback.service import Clips

    codecs.find_ffmpeg()
    log.info("audio: %s", "; ".join(codecs.describe()))
    await bot.add_cog(Playback(bot, Clips()))
