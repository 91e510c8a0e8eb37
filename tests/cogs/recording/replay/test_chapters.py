"""Chapters are where the floor or the topic changes, and silences are what can be jumped over."""

from __future__ import annotations

from cogs.recording.replay.chapters import MOST_CHAPTERS, Chapter, Silence, Spoken, chapters_of, silences_of

ADA, BOB = 11, 12
NAMES = {ADA: "Ada", BOB: "Bob"}


def spoken(user_id: int, start: float, end: float) -> Spoken:
    """A turn, in seconds."""
    return Spoken(user_id, round(start * 1000), round(end * 1000))


def test_a_chapter_is_a_topic_or_a_turn_and_not_what_is_thrown_in() -> None:
    turns = [
        spoken(ADA, 1, 20),
        spoken(BOB, 10, 11),
        spoken(ADA, 22, 40),
        spoken(BOB, 41, 44),
        spoken(BOB, 46, 60),
    ]

    found = chapters_of(turns, [Chapter(0, "Jazz"), Chapter(30_000, "Blues")], NAMES.__getitem__)

    assert found == [Chapter(0, "Jazz · Ada"), Chapter(30_000, "Blues"), Chapter(41_000, "Bob")]


def test_there_are_no_more_chapters_than_a_player_can_show() -> None:
    turns = [spoken(ADA if n % 2 else BOB, 20 * n, 20 * n + 6 + n / 100) for n in range(400)]

    found = chapters_of(turns, [Chapter(0, "Jazz")], NAMES.__getitem__)

    assert len(found) <= MOST_CHAPTERS
    assert found[0].title.startswith("Jazz")
    assert found[-1].at_ms == 399 * 20_000


def test_silences_are_those_between_all_turns() -> None:
    turns = [spoken(ADA, 4, 10), spoken(BOB, 8, 20), spoken(ADA, 21, 22)]

    assert silences_of(turns, 30_000) == [Silence(0, 4_000), Silence(22_000, 30_000)]
    assert silences_of([], 2_000) == []
