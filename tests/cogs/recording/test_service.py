"""Replays as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.events import Events
from bot.storage.database import Database
from bot.voice.recording import Turn
from cogs.recording.api import Consent, RecordingStopped, ReplayStatus, StopReason
from cogs.recording.folders import Found
from cogs.recording.refusals import RecordedAlready, RecordsElsewhere
from cogs.recording.service import ReplayBook
from cogs.recording.tables import TrackRow, TurnRow
from cogs.rooms.api import Room, RoomStatus

ADA, BOB, GUILD = 11, 12, 7
NOW = datetime(2026, 5, 1, 20, tzinfo=UTC)


def room(number: int = 3, topic: str = "Jazz") -> Room:
    """A live room."""
    return Room(number, GUILD, 1, 50 + number, topic, ADA, RoomStatus.LIVE, NOW)


@pytest.fixture
def replays(book: Database, events: Events) -> ReplayBook:
    """The book of replays."""
    return ReplayBook(book, events, lambda: NOW)


async def test_a_community_records_one_room_at_a_time(replays: ReplayBook) -> None:
    await replays.begin(room(), Consent.ASK, ADA)

    with pytest.raises(RecordedAlready):
        await replays.begin(room(), Consent.ASK, BOB)
    with pytest.raises(RecordsElsewhere) as refused:
        await replays.begin(room(4, "Chess"), Consent.ASK, BOB)

    assert refused.value.placeholders == {"topic": "Jazz"}


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
