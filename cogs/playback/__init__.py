"""Playback: what the bot lets be heard on a stage."""

from __future__ import annotations

import logging
from functools import partial
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

    codecs.find_ffmpeg()
    log.info("audio: %s", "; ".join(codecs.describe()))
    await _build(bot)


async def _build(bot: Bot) -> None:
    from bot.voice.preparing import Preparing
    from bot.voice.speech import RoomSounds, find_speech
    from cogs.playback import api, cog, views
    from cogs.playback.acting import Returning, RoomQueues, Voices, WaitingMusic
    from cogs.playback.announcing import Announcer, OwnSounds
    from cogs.playback.boards import Boards
    from cogs.playback.listeners import Playback
    from cogs.playback.playing import Players
    from cogs.playback.preferences import Preferences
    from cogs.playback.records import PlaybackRecords
    from cogs.playback.service import BuiltIn, Clips
    from cogs.playback.showing import Messages
    from cogs.playback.sounds import SoundBook
    from cogs.playback.uploads import Uploads

    book = SoundBook(bot.database, bot.events, bot.clock.now)
    preparing, preferences = Preparing(), Preferences(bot.database, book)
    uploads, clips = Uploads(book, preparing), Clips(BuiltIn(), book, preferences)
    players, voices = Players(), Voices(bot)
    boards = Boards(bot.database)
    music, messages = WaitingMusic(bot, players, voices), Messages(bot, book, players, boards)
    bot.provide(SoundBook, book)
    bot.provide(Players, players)
    bot.provide(Voices, voices)
    bot.provide(Boards, boards)
    bot.provide(api.RoomQueues, RoomQueues(bot, players, voices))
    announcer = Announcer(clips, book, preparing, find_speech())
    bot.provide(Announcer, announcer)
    bot.provide(RoomSounds, OwnSounds(clips, announcer, bot.settings, partial(_runs_in, bot)))
    bot.records.add(__name__, PlaybackRecords())
    bot.add_dynamic_items(*views.ITEMS)
    music.listen()
    messages.listen()
    Returning(bot, players, voices, music).listen()
    listener = Playback(bot, clips, players, voices, music)
    listener.listen()
    await bot.add_cog(listener)
    await bot.add_cog(cog.SoundCommands(bot, book, uploads, preferences, messages))
    await bot.add_cog(cog.PlayCommands(bot, book, uploads, players, messages))
    await bot.add_cog(cog.AnnounceCommands(bot))
    await bot.add_cog(cog.MusicCommands(bot, book, clips, music))


def _runs_in(bot: Bot, guild_id: int) -> bool:
    return bot.switches.cause(guild_id, "playback") is None
