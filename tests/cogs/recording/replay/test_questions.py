"""What was asked in writing stands in a replay with the time of its answer, unless whoever asked says no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.community.records import NOBODY
from bot.events import Events
from bot.storage.database import Database
from bot.timers import Timers
from bot.voice.recording import Turn
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.consents import ConsentBook
from cogs.recording.folders import Found
from cogs.recording.records import ReplayRecords
from cogs.recording.replay.notes import show_notes
from cogs.recording.replay.questions import Questions
from cogs.recording.replay.story import Stories, Story
from cogs.recording.rows import REMOVE_TRACK
from cogs.recording.service import ReplayBook
from cogs.rooms.api import PinnedLink, QuestionTaken, Room, RoomStatus
from tests.cogs.books import club_book
from tests.cogs.recording.test_service import NOW, Nobody

ADA, BOB, CEM, GUILD = 11, 12, 13, 7
ROOM = Room(3, GUILD, 1, 53, "Jazz", ADA, RoomStatus.LIVE, NOW)


class NoLinks:
    """Nothing was pinned. Fulfils `cogs.rooms.api.RoomLinks`."""

    async def links_of(self, _guild_id: int, _room_id: int) -> list[PinnedLink]:
        """No links."""
        return []


async def names(_guild_id: int, _people: Iterable[int]) -> Mapping[int, str]:
    """What people are called."""
    return {ADA: "Ada", BOB: "Bob"}


@pytest.fixture
async def recorded(book: Database, events: Events, clock: MovableClock) -> Replay:
    """A replay of Ada, in which Ada, Bob and Cem have asked something; Cem says no to being recorded."""
    consents, replays = ConsentBook(book, clock.now), ReplayBook(book, events, clock.now)
    Questions(book, consents).listen(events)
    begun = await replays.begin(ROOM, Consent.ASK, ADA)
    await consents.answer(GUILD, CEM, False)
    for minute, (user_id, question) in enumerate(((ADA, "Why?"), (BOB, "How *now*?"), (CEM, "Who?")), 1):
        at = begun.began_at + timedelta(minutes=minute)
        await events.publish(QuestionTaken(ROOM, user_id, question, at, at))
    ended = await replays.finish(begun, StopReason.ROOM, Found((ADA,), (Turn(ADA, 62.0, 90.0),), 300.0))
    assert ended is not None
    await events.publish(QuestionTaken(ROOM, ADA, "After the end?", begun.began_at, begun.began_at))
    return ended


async def story(book: Database, events: Events, clock: MovableClock, replay: Replay) -> Story:
    """What the replay tells."""
    clubs = club_book(book, events, clock)
    return await Stories(book, clubs, NoLinks(), names, lambda: NOBODY).of(replay)


async def test_a_question_stands_in_the_notes_and_begins_a_chapter(
    book: Database, events: Events, clock: MovableClock, recorded: Replay
) -> None:
    found = await story(book, events, clock, recorded)

    notes = show_notes(found, lambda key, **_: key)
    assert "## notes-questions\n\n- 01:00 Why? (Ada)\n- 02:00 How \\*now\\*?\n\n## notes-silences" in notes
    assert [(each.at_ms, each.title) for each in found.chapters] == [
        (0, "Jazz"),
        (60_000, "Why? · Ada"),
        (120_000, "How *now*?"),
    ]


async def test_whoever_is_forgotten_has_asked_nothing(
    book: Database, events: Events, clock: MovableClock, recorded: Replay
) -> None:
    timers = Timers(book, clock)
    records = ReplayRecords(Nobody(), timers, clock.now)
    async with book.transaction() as session:
        assert (await records.about(session, GUILD, BOB))["questions_in"][0]["question"] == "How *now*?"
        await records.forget(session, GUILD, BOB)
        assert await records.about(session, GUILD, BOB) == {}
        # What was made of the replay has the question in it.
        assert await timers.cancel(session, REMOVE_TRACK, f"{recorded.id}:{BOB}")

    assert [each.text for each in (await story(book, events, clock, recorded)).questions] == ["Why?"]
