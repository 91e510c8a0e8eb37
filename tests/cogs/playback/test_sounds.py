from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.community.records import NOBODY
from bot.events import Events
from bot.storage.database import Database
from bot.voice import ogg
from bot.voice.opus import SILENCE
from cogs.playback.records import PlaybackRecords
from cogs.playback.refusals import BadName, NameTaken, NoSpaceLeft, NoSuchSound, TooManySounds
from cogs.playback.sounds import SoundBook, Space

GUILD, OTHER_GUILD, ADA = 1, 2, 30
CLIP = ogg.write([SILENCE] * 50, serial=1)
SPACE = Space(most_sounds=3, most_bytes=10_000)


@pytest.fixture
def sounds(book: Database) -> SoundBook:
    return SoundBook(book, Events(), lambda: datetime(2026, 1, 1, tzinfo=UTC))


async def test_a_sound_is_found_however_its_name_is_typed(sounds: SoundBook) -> None:
    added = await sounds.add(GUILD, " Drum   roll ", CLIP, ADA, SPACE)

    assert (added.name, added.length_ms) == ("Drum roll", 1000)
    assert await sounds.named(GUILD, "DRUM ROLL") == added
    assert (await sounds.clip(added)).packets == (SILENCE,) * 50
    with pytest.raises(NoSuchSound):
        await sounds.named(OTHER_GUILD, "drum roll")


@pytest.mark.parametrize("name", ["", "  ", "x" * 33, "a\u202eb", "a\nb\0", "\u200b"])
async def test_a_name_is_short_and_can_be_seen(sounds: SoundBook, name: str) -> None:
    with pytest.raises(BadName):
        await sounds.add(GUILD, name, CLIP, ADA, SPACE)


async def test_a_name_is_taken_once_in_a_community_also_by_two_at_the_same_moment(sounds: SoundBook) -> None:
    both = [sounds.add(GUILD, name, CLIP, ADA, SPACE) for name in ("Gong", "gong")]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    await sounds.add(OTHER_GUILD, "Gong", CLIP, ADA, SPACE)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NameTaken", "Sound"]


async def test_a_community_has_so_many_sounds_and_so_much_space(sounds: SoundBook) -> None:
    added = [sounds.add(GUILD, f"s{n}", CLIP, ADA, Space(2, 10_000)) for n in range(4)]
    outcomes = await asyncio.gather(*added, return_exceptions=True)

    assert sum(isinstance(outcome, TooManySounds) for outcome in outcomes) == 2
    with pytest.raises(NoSpaceLeft):
        await sounds.add(GUILD, "more", CLIP, ADA, Space(9, 2 * len(CLIP) + 10))
    with pytest.raises(TooManySounds):
        await sounds.require_space(GUILD, "more", Space(2, 10_000))


async def test_a_sound_is_renamed_and_removed(sounds: SoundBook) -> None:
    gong, drum = [await sounds.add(GUILD, name, CLIP, ADA, SPACE) for name in ("Gong", "Drum")]

    with pytest.raises(NameTaken):
        await sounds.rename(gong, "drum")
    bell = await sounds.rename(gong, "Bell")
    await sounds.remove(drum)

    assert [sound.name for sound in await sounds.of(GUILD)] == ["Bell"]
    assert (await sounds.named(GUILD, "bell")) == bell
    with pytest.raises(NoSuchSound):
        await sounds.remove(drum)
    with pytest.raises(NoSuchSound):
        await sounds.rename(drum, "again")
    with pytest.raises(NoSuchSound):
        await sounds.clip(drum)


async def test_names_are_offered_that_hold_what_was_typed(sounds: SoundBook) -> None:
    for name in ("Big drum", "Drum", "Gong"):
        await sounds.add(GUILD, name, CLIP, ADA, SPACE)

    assert await sounds.suggestions(GUILD, "dR") == ["Drum", "Big drum"]


async def test_who_added_a_sound_is_shown_and_forgotten_and_the_sound_stays(
    sounds: SoundBook, book: Database
) -> None:
    await sounds.add(GUILD, "Gong", CLIP, ADA, SPACE)
    records = PlaybackRecords()

    async with book.transaction() as session:
        shown = await records.about(session, GUILD, ADA)
        await records.forget(session, GUILD, ADA)
        after = await records.about(session, GUILD, ADA)

    assert [sound["name"] for sound in shown["sounds"]] == ["Gong"]
    assert after == {}
    assert [(sound.name, sound.added_by_id) for sound in await sounds.of(GUILD)] == [("Gong", NOBODY)]
    async with book.transaction() as session:
        await records.erase(session, GUILD)
    assert await sounds.of(GUILD) == []
