"""An announcement: heard on the stage, and written into its chat for those who read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.i18n import Safe
from bot.layouts import Voice
from cogs.playback.acting import Voices
from cogs.playback.announcing import Announcement, Announcer
from cogs.playback.playing import Players
from cogs.playback.preferences import Purpose
from cogs.playback.settings import PlaybackSettings

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.api import Room

log = logging.getLogger(__name__)


async def announce(
    bot: Bot, room: Room, purpose: Purpose, person: discord.Member | None = None, words: str = ""
) -> None:
    """Let something be announced in a room.

    Raises:
        UserError: the bot is not heard there, or too much is heard already; says why.
    """
    stage = await bot.service(Voices).of(room)
    rules = await bot.settings.of(PlaybackSettings, room.guild_id, room.club_id)
    language = await bot.language_of(stage.channel.guild)
    voice = Voice(bot, __name__, language)
    name = None if person is None else person.display_name
    what = "next-one" if purpose is Purpose.NEXT and person is None else purpose.value
    said = voice.label("announcement", 300, what=what, who=name or "", words=words)
    announcer = bot.service(Announcer)
    clip = await announcer.clip(
        Announcement(room.guild_id, purpose, said, language, name), spoken=rules.spoken
    )
    bot.service(Players).of(room, rules.volume).sound(stage, clip)
    mention = "" if person is None else Safe(person.mention)
    await _write(stage.channel, voice.say("announcement", what=what, who=mention, words=words).strip())


async def _write(stage: discord.StageChannel, text: str) -> None:
    try:
        await stage.send(text)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        # It was heard, which is what was asked for.
        log.warning("an announcement is not written on the stage %s: %s", stage.id, error)
