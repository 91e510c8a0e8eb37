"""Announcements: a sound that says what comes, recorded by default, spoken where there is a voice.

| what is heard first                   | and then                                                           |
|---------------------------------------|--------------------------------------------------------------------|
| the community's own sound for it      | the sound that has the name of whoever is announced, if it has one |
| else two notes that ask for attention | the same; or else all of it spoken, if that is set and can be      |
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import UpstreamError
from bot.settings import SettingStore
from bot.voice import editing, ogg
from bot.voice.preparing import Limits, Preparing, TooManyAtOnce
from bot.voice.sources import Clip
from bot.voice.speech import MOST_CHARACTERS, Speech
from cogs.playback.playing import joined
from cogs.playback.preferences import Purpose
from cogs.playback.refusals import NoSuchSound
from cogs.playback.service import Clips
from cogs.playback.settings import PlaybackSettings
from cogs.playback.sounds import SoundBook

log = logging.getLogger(__name__)

#: Announcements that were spoken, ready to be played again; of each community the same few.
MOST_REMEMBERED = 100
LONGEST_SECONDS = 40.0


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is to be said, for one community."""

    guild_id: int
    purpose: Purpose
    #: In the community's language, without Markdown.
    words: str
    language: str
    #: What whoever is announced is called.
    person: str | None = None


class Announcer:
    """Makes announcements that can be heard."""

    def __init__(self, clips: Clips, book: SoundBook, preparing: Preparing, speech: Speech | None) -> None:
        self._clips = clips
        self._book = book
        self._preparing = preparing
        self._speech = speech
        self._spoken: OrderedDict[tuple[str, str], Clip] = OrderedDict()

    @property
    def can_speak(self) -> bool:
        """Whether a voice is installed."""
        return self._speech is not None

    async def clip(self, said: Announcement, *, spoken: bool) -> Clip:
        """An announcement as it is heard; `spoken` is whether a voice may say what nobody has recorded."""
        own = await self._clips.own(said.guild_id, said.purpose)
        name = await self._name_of(said)
        if own is None and name is None and spoken:
            speech = await self.read_aloud(said.words, said.language)
            if speech is not None:
                return joined([await self._clips.of(said.guild_id, said.purpose), speech])
        first = own or await self._clips.of(said.guild_id, said.purpose)
        return first if name is None else joined([first, name])

    async def _name_of(self, said: Announcement) -> Clip | None:
        """Whoever is announced, as somebody has recorded their name."""
        if said.person is None:
            return None
        try:
            return await self._book.clip(await self._book.named(said.guild_id, said.person))
        except NoSuchSound:
            return None

    async def read_aloud(self, text: str, language: str) -> Clip | None:
        """A text as a voice says it; None if there is none, or it fails."""
        if self._speech is None:
            return None
        words = text[:MOST_CHARACTERS]
        known = self._spoken.get((language, words))
        if known is not None:
            self._spoken.move_to_end((language, words))
            return known
        try:
            file = await self._speech.speak(words, language)
            clip = Clip(ogg.packets(await self._preparing.clip_of(file, Limits(LONGEST_SECONDS))))
        except (UpstreamError, editing.BadSound, TooManyAtOnce) as error:
            # The sound is heard all the same, and the words are written.
            log.warning("an announcement is not spoken: %s", error)
            return None
        self._spoken[language, words] = clip
        if len(self._spoken) > MOST_REMEMBERED:
            self._spoken.popitem(last=False)
        return clip


class OwnSounds:
    """What is heard in the place of what another cog brings. Fulfils `bot.voice.speech.RoomSounds`."""

    def __init__(
        self, clips: Clips, announcer: Announcer, settings: SettingStore, runs_in: Callable[[int], bool]
    ) -> None:
        """`runs_in` says whether playback is switched on in a community."""
        self._clips = clips
        self._announcer = announcer
        self._settings = settings
        self._runs_in = runs_in

    async def own(self, guild_id: int, occasion: str) -> tuple[bytes, ...] | None:
        """See the Protocol."""
        clip = await self._clips.own(guild_id, Purpose(occasion)) if self._runs_in(guild_id) else None
        return None if clip is None else clip.packets

    async def spoken(
        self, guild_id: int, club_id: int, words: str, language: str
    ) -> tuple[bytes, ...] | None:
        """See the Protocol."""
        rules = await self._settings.of(PlaybackSettings, guild_id, club_id)
        if not self._runs_in(guild_id) or not rules.spoken:
            return None
        clip = await self._announcer.read_aloud(words, language)
        return None if clip is None else clip.packets
