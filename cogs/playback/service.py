"""What is heard when: a community's own sound where it has chosen one, else what comes with Rostra.

What comes with Rostra is made and encoded once, in a thread, about 0.2 s of work each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from bot.voice.clips import opus_packets
from bot.voice.sound import AudioSegment
from bot.voice.sources import Clip
from cogs.playback import chime
from cogs.playback.preferences import Preferences, Purpose
from cogs.playback.refusals import NoSuchSound
from cogs.playback.sounds import SoundBook

MADE: Mapping[Purpose, Callable[[], AudioSegment]] = {
    Purpose.OPENING: chime.chime,
    Purpose.CLOSING: chime.closing,
    Purpose.WARNING: chime.warning,
    Purpose.COUNTDOWN: chime.countdown,
    Purpose.NEXT: chime.attention,
    Purpose.BREAK: chime.attention,
    Purpose.BACK: chime.attention,
    Purpose.ENDING: chime.attention,
    Purpose.MUSIC: chime.music,
}


class BuiltIn:
    """The clips this process has made, each encoded once however often it is played."""

    def __init__(self) -> None:
        self._made: dict[Callable[[], AudioSegment], Clip] = {}
        self._lock = asyncio.Lock()

    async def clip(self, purpose: Purpose) -> Clip:
        """What comes with Rostra."""
        make = MADE[purpose]
        async with self._lock:
            if make not in self._made:
                self._made[make] = Clip(await asyncio.to_thread(lambda: opus_packets(make())))
            return self._made[make]


class Clips:
    """What each community hears."""

    def __init__(self, built_in: BuiltIn, book: SoundBook, preferences: Preferences) -> None:
        self._built_in = built_in
        self._book = book
        self._preferences = preferences

    async def own(self, guild_id: int, purpose: Purpose) -> Clip | None:
        """The community's own sound, if it has chosen one."""
        sound = await self._preferences.of(guild_id, purpose)
        if sound is None:
            return None
        try:
            return await self._book.clip(sound)
        except NoSuchSound:  # removed in this moment, and with it the choice
            return None

    async def of(self, guild_id: int, purpose: Purpose) -> Clip:
        """What is heard for something."""
        return await self.own(guild_id, purpose) or await self._built_in.clip(purpose)
