from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import UpstreamError
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from bot.voice import ogg
from bot.voice.clips import opus_packets
from bot.voice.preparing import Preparing
from cogs.playback.announcing import Announcement, Announcer, OwnSounds
from cogs.playback.boards import Boards, Kind, Shown
from cogs.playback.playing import joined
from cogs.playback.preferences import Preferences, Purpose
from cogs.playback.refusals import NoSuchSound
from cogs.playback.service import BuiltIn, Clips
from cogs.playback.settings import PlaybackSettings
from cogs.playback.sounds import Sound, SoundBook, Space
from tests.bot.voice.files import file_of, tone

GUILD, OTHER_GUILD, ADA = 1, 2, 30
CLIP = ogg.write(opus_packets(tone(100)))
SPACE = Space(most_sounds=10, most_bytes=10**6)


class Voice:
    """Says a tone, however long the text is, unless it is broken."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.is_broken = False

    async def speak(self, text: str, language: str) -> bytes:
        self.asked.append((text, language))
        if self.is_broken:
            raise UpstreamError("it is hoarse")
        return file_of(tone(300))


@pytest.fixture
def sounds(book: Database) -> SoundBook:
    return SoundBook(book, Events(), lambda: datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def preferences(book: Database, sounds: SoundBook) -> Preferences:
    return Preferences(book, sounds)


@pytest.fixture
def clips(sounds: SoundBook, preferences: Preferences) -> Clips:
    return Clips(BuiltIn(), sounds, preferences)


async def added(sounds: SoundBook, name: str) -> Sound:
    return await sounds.add(GUILD, name, CLIP, ADA, SPACE)


def announced(person: str | None = None) -> Announcement:
    return Announcement(GUILD, Purpose.NEXT, "Next: Ada", "en", person)


async def test_a_community_hears_its_own_sound_until_it_is_removed(
    sounds: SoundBook, preferences: Preferences, clips: Clips
) -> None:
    built_in = await clips.of(GUILD, Purpose.OPENING)
    gong, drum = await added(sounds, "Gong"), await added(sounds, "Drum")

    await preferences.choose(GUILD, Purpose.OPENING, gong)
    await preferences.choose(GUILD, Purpose.OPENING, drum)

    assert await preferences.of(GUILD, Purpose.OPENING) == drum
    assert await clips.of(GUILD, Purpose.OPENING) == await sounds.clip(drum)
    assert await clips.of(OTHER_GUILD, Purpose.OPENING) is built_in
    await sounds.remove(drum)
    assert await clips.of(GUILD, Purpose.OPENING) is built_in
    with pytest.raises(NoSuchSound):
        await preferences.choose(GUILD, Purpose.CLOSING, drum)


async def test_a_choice_is_taken_back(sounds: SoundBook, preferences: Preferences) -> None:
    await preferences.choose(GUILD, Purpose.MUSIC, await added(sounds, "Hum"))

    await preferences.choose(GUILD, Purpose.MUSIC, None)

    assert await preferences.of(GUILD, Purpose.MUSIC) is None


async def test_a_name_that_somebody_recorded_follows_the_sound(sounds: SoundBook, clips: Clips) -> None:
    announcer = Announcer(clips, sounds, Preparing(), None)
    attention = await clips.of(GUILD, Purpose.NEXT)
    name = await sounds.clip(await added(sounds, "Ada L."))

    assert (await announcer.clip(announced("ADA L."), spoken=True)).packets == joined(
        [attention, name]
    ).packets
    assert await announcer.clip(announced("Bob"), spoken=True) is attention


async def test_a_voice_says_once_what_nobody_has_recorded(sounds: SoundBook, clips: Clips) -> None:
    voice = Voice()
    announcer = Announcer(clips, sounds, Preparing(), voice)
    attention = await clips.of(GUILD, Purpose.NEXT)

    first, second = [await announcer.clip(announced("Ada"), spoken=True) for _ in range(2)]

    assert first.packets == second.packets
    assert first.length_frames > attention.length_frames
    assert voice.asked == [("Next: Ada", "en")]
    assert await announcer.clip(announced("Ada"), spoken=False) is attention


async def test_a_voice_that_fails_leaves_the_sound(sounds: SoundBook, clips: Clips) -> None:
    voice = Voice()
    voice.is_broken = True

    clip = await Announcer(clips, sounds, Preparing(), voice).clip(announced(), spoken=True)

    assert clip is await clips.of(GUILD, Purpose.NEXT)


async def test_another_cog_is_given_the_communitys_own_sound_and_its_words_read_aloud(
    sounds: SoundBook, preferences: Preferences, clips: Clips, book: Database
) -> None:
    voice, settings = Voice(), SettingStore(book, Events(), lambda: datetime(2026, 1, 1, tzinfo=UTC))
    settings.declare("playback", "cogs.playback", PlaybackSettings)
    is_off: set[int] = set()
    announcer = Announcer(clips, sounds, Preparing(), voice)
    own = OwnSounds(clips, announcer, settings, lambda guild_id: guild_id not in is_off)
    assert await own.own(GUILD, "recording") is None
    assert await own.spoken(GUILD, 1, "Recorded", "en") is None

    await preferences.choose(GUILD, Purpose.RECORDING, gong := await added(sounds, "Gong"))
    await settings.change(Place(GUILD, "playback", 0), {"spoken": True}, by=ADA)

    assert await own.own(GUILD, "recording") == (await sounds.clip(gong)).packets
    assert await own.own(GUILD, "recorded") is None
    assert await own.spoken(GUILD, 1, "Recorded", "en")
    assert voice.asked == [("Recorded", "en")]
    is_off.add(GUILD)
    assert await own.own(GUILD, "recording") is await own.spoken(GUILD, 1, "Recorded", "en") is None


async def test_a_message_has_one_place(book: Database) -> None:
    boards, first, second = Boards(book), Shown(1, 2), Shown(3, 4, 5)

    assert await boards.put(GUILD, Kind.BOARD, first) is None
    assert await boards.put(GUILD, Kind.BOARD, second) == first
    assert await boards.of(GUILD, Kind.BOARD) == second
    assert await boards.of(GUILD, Kind.QUEUE) is None
    assert await boards.put(GUILD, Kind.BOARD, None) == second
    assert await boards.of(GUILD, Kind.BOARD) is None
