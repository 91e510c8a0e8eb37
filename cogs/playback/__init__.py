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
    from bot.voice.preparing import Preparing
    from cogs.playback import views
    from cogs.playback.acting import Voices
    from cogs.playback.cog import SoundCommands
    from cogs.playback.listeners import Playback
    from cogs.playback.records import PlaybackRecords
    from cogs.playback.service import Clips
    from cogs.playback.sounds import SoundBook
    from cogs.playback.uploads import Uploads

    codecs.find_ffmpeg()
    log.info("audio: %s", "; ".join(codecs.describe()))
    book = SoundBook(bot.database, bot.clock.now)
    bot.provide(SoundBook, book)
    bot.records.add(__name__, PlaybackRecords())
    bot.add_dynamic_items(*views.ITEMS)
    await bot.add_cog(Playback(bot, Clips()))
    await bot.add_cog(SoundCommands(bot, book, Uploads(book, Preparing()), Voices(bot)))
