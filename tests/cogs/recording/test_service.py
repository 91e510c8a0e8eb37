"""Replays as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from bot.timers import Timers
from bot.voice.recording import Turn
from cogs.recording.api import Consent, RecordingStopped, ReplayStatus, StopReason
from cogs.recording.consents import ConsentBook
from cogs.recording.folders import Folders, Found
from cogs.recording.records import ReplayRecords
from cogs.recording.refusals import RecordedAlready
from cogs.recording.rows import REMOVE_REPLAY, REMOVE_TRACK
from cogs.recording.service import ReplayBook
from cogs.recording.shelf import Shelf
from cogs.recording.tables import TrackRow, TurnRow
from cogs.rooms.api import Room, RoomStatus
from tests.cogs.books import club_book

ADA, BOB, GUILD = 11, 12, 7
NOW = datetime(2026, 5, 1, 20, tzinfo=UTC)


def room(number: int = 3, topic: str = "Jazz") -> Room:
    """A live room."""
    return Room(number, GUILD, 1, 50 + number, topic, ADA, RoomStatus.LIVE, NOW)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Folders in one of the test's own."""
    return Folders(tmp_path, least_free_bytes=1)


@pytest.fixture
def replays(book: Database, events: Events) -> ReplayBook:
    """The book of replays."""
    return ReplayBook(book, events, lambda: NOW)


async def test_a_room_is_recorded_once_at_a_time_and_another_beside_it(replays: ReplayBook) -> None:
    await replays.begin(room(), Consent.ASK, ADA)

    with pytest.raises(RecordedAlready):
        await replays.begin(room(), Consent.ASK, BOB)
    await replays.begin(room(4, "Chess"), Consent.ASK, BOB)

    assert [each.topic for each in await replays.running()] == ["Jazz", "Chess"]


async def test_an_end_is_stored_once_with_what_is_on_the_disk(
    replays: ReplayBook, book: Database, events: Events
) -> None:
    told: list[RecordingStopped] = []

    async def hear(event: RecordingStopped) -> None:
        told.append(event)

    events.subscribe(RecordingStopped, hear)
    replay = await replays.begin(room(), Consent.ASK, ADA)
    await replays.note_turns(replay.id, [Turn(ADA, 0.0, 1.0)])
    turns = (Turn(ADA, 0.0, 1.5), Turn(BOB, 1.0, 2.0), Turn(ADA, 3.0, 4.0))

    stopped = await replays.finish(replay, StopReason.ROOM, Found((ADA,), turns, 5.0))
    again = await replays.finish(replay, StopReason.HOST, Found())

    assert again is None
    assert stopped is not None
    assert (stopped.status, stopped.milliseconds) == (ReplayStatus.STOPPED, 5_000)
    assert [event.replay for event in told] == [stopped]
    async with book.reading() as session:
        kept = (await session.execute(select(TurnRow.user_id, TurnRow.from_ms, TurnRow.to_ms))).all()
        tracks = (await session.execute(select(TrackRow.user_id, TrackRow.milliseconds))).all()
    assert [tuple(row) for row in kept] == [(ADA, 0, 1_500), (ADA, 3_000, 4_000)]
    assert [tuple(row) for row in tracks] == [(ADA, 2_500)]


async def test_what_did_not_come_about_leaves_nothing(replays: ReplayBook) -> None:
    replay = await replays.begin(room(), Consent.ASK, ADA)

    await replays.abandon(replay)

    assert await replays.running() == []
    assert (await replays.begin(room(), Consent.OPT_IN, ADA)).consent is Consent.OPT_IN


async def test_who_withdraws_later_is_out_of_the_tables_and_the_answer_stays(
    book: Database, events: Events, clock: MovableClock, folders: Folders
) -> None:
    timers = Timers(book, clock)
    replays, shelf = (
        ReplayBook(book, events, clock.now),
        Shelf(book, club_book(book, events, clock), timers, folders, clock.now),
    )
    replay = await replays.begin(room(), Consent.ASK, ADA)
    await replays.finish(replay, StopReason.HOST, Found((ADA, BOB), (Turn(BOB, 0.0, 1.0),), 5.0))
    (own,) = await shelf.with_track_of(GUILD, BOB)

    await shelf.withdraw(own, BOB)

    assert await shelf.with_track_of(GUILD, BOB) == []
    assert await shelf.with_track_of(GUILD, ADA) == [own]
    async with book.reading() as session:
        records = ReplayRecords(Nobody(), timers, clock.now)
        about = await records.about(session, GUILD, BOB)
    assert [answer["allows"] for answer in about["answers_to_being_recorded"]] == [False]
    assert "recorded_in" not in about


class Nobody:
    """Nothing runs. Fulfils `cogs.recording.records.Live`."""

    async def forget(self, user_id: int, guild_id: int) -> None:
        """Nothing to forget."""

    async def erase(self, guild_id: int) -> None:
        """Nothing to erase."""


async def test_who_is_forgotten_is_in_no_replay_and_a_community_leaves_none(
    book: Database, events: Events, clock: MovableClock
) -> None:
    timers = Timers(book, clock)
    replays, records = ReplayBook(book, events, clock.now), ReplayRecords(Nobody(), timers, clock.now)
    replay = await replays.begin(room(), Consent.ASK, ADA)
    await ConsentBook(book, clock.now).answer(GUILD, ADA, True, replay.id)
    await replays.finish(replay, StopReason.HOST, Found((ADA,), (Turn(ADA, 0.0, 1.0),), 5.0))

    async with book.transaction() as session:
        assert set(await records.about(session, GUILD, ADA)) == {
            "recordings_started",
            "recorded_in",
            "answers_to_being_recorded",
        }
        await records.forget(session, GUILD, ADA)
        assert await records.about(session, GUILD, ADA) == {}
        assert await timers.cancel(session, REMOVE_TRACK, f"{replay.id}:{ADA}")
        await records.erase(session, GUILD)
        assert await timers.cancel(session, REMOVE_REPLAY, str(replay.id))

    assert await replays.get(replay.id) is None
