"""How long people really talked, beside the time that they had on the stage."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.community.records import Records
from bot.events import Events
from bot.storage.database import Database
from bot.timers import Timers
from bot.voice.recording import Turn
from cogs.recording.api import Consent, StopReason
from cogs.recording.folders import Found
from cogs.recording.records import ReplayRecords
from cogs.recording.service import ReplayBook
from cogs.recording.talk import MOST_SECONDS, Meter, Talks
from cogs.rooms.api import Past, Room, RoomStatus, Talk
from tests.cogs.books import club_book, room_book
from tests.cogs.recording.test_service import Nobody

ADA, BOB, CARL, GUILD = 11, 12, 13, 7
NOW = datetime(2026, 5, 1, 20, tzinfo=UTC)


def test_a_meter_counts_those_who_are_listened_to_and_bridges_stretches() -> None:
    meter = Meter({ADA: Talk(5.0, 60.0)})

    meter.look({}, [ADA, BOB], now=100.0)
    meter.look({ADA: 1.0, CARL: 9.0}, [ADA, BOB], now=102.0)
    meter.rest({ADA: 1.5, CARL: 9.0})
    meter.look({ADA: 0.5}, [ADA], now=900.0)

    assert meter.talk() == {ADA: Talk(7.0, 62.0), BOB: Talk(0.0, 2.0)}


def test_a_meter_forgets_people_and_trusts_no_long_pause() -> None:
    meter = Meter()
    meter.look({ADA: 1.0}, [ADA, BOB], now=0.0)
    meter.look({ADA: 1.0}, [ADA, BOB], now=3_600.0)

    meter.forget(ADA)

    assert meter.talk() == {BOB: Talk(0.0, MOST_SECONDS)}


@pytest.mark.parametrize(
    ("talk", "counted"),
    [
        (Talk(10.0, 60.0), 50),  # a minute of a hundred seconds was listened to
        (Talk(0.0, 100.0), 0),
        (Talk(30.0, 200.0), 30),  # the two clocks need not agree to the second
    ],
)
def test_speech_counts_in_the_place_of_the_time_in_which_somebody_was_listened_to(
    talk: Talk, counted: int
) -> None:
    assert talk.counted(100) == counted


async def test_the_floor_is_fair_by_speech_and_by_the_stage_for_whom_nobody_recorded(
    book: Database, events: Events, clock: MovableClock
) -> None:
    clubs = club_book(book, events, clock)
    rooms = room_book(book, events, clock, clubs)
    club = await clubs.create(GUILD, "Jazz", ADA)
    room = await rooms.openings.go_live((await rooms.openings.plan(club, 50, "Miles", ADA)).id, 1_000)
    replays = ReplayBook(book, events, clock.now)
    talks = Talks(book, lambda: ())
    rooms.talk.add_source(talks.of_rooms)
    replay = await replays.begin(room, Consent.ASK, ADA)
    await replays.note_turns(replay.id, [Turn(BOB, 0.0, 4.0)], {BOB: Talk(4.0, 30.0), CARL: Talk(0.0, 90.0)})
    pasts = {BOB: Past(1, 100), CARL: Past(1, 100), ADA: Past(1, 100)}

    counted = await rooms.talk.counted(club.id, pasts, room.opened_at or NOW)

    assert {user_id: past.speaking_seconds for user_id, past in counted.items()} == {
        BOB: 74,
        CARL: 10,
        ADA: 100,
    }
    assert await talks.of_rooms([room.id], [BOB]) == {(room.id, BOB): Talk(4.0, 30.0)}


async def test_what_was_measured_goes_with_whoever_takes_it_back(
    book: Database, events: Events, clock: MovableClock
) -> None:
    replays, talks = ReplayBook(book, events, clock.now), Talks(book, lambda: ())
    room = Room(3, GUILD, 1, 53, "Jazz", ADA, RoomStatus.LIVE, NOW)
    replay = await replays.begin(room, Consent.ASK, ADA)
    found = Found((BOB,), (Turn(BOB, 0.0, 4.0),), 5.0)
    await replays.finish(replay, StopReason.HOST, found, talk={BOB: Talk(4.0, 9.0), CARL: Talk(0.0, 9.0)})
    records: Records = ReplayRecords(Nobody(), Timers(book, clock), clock.now)

    async with book.transaction() as session:
        (told,) = (await records.about(session, GUILD, CARL))["listened_to_in"]
        await records.forget(session, GUILD, CARL)
    await replays.remove_person(replay.id, BOB)

    assert (told["talked_seconds"], told["of_seconds"]) == (0.0, 9.0)
    assert await talks.of_replay(replay.id) == {}


async def test_a_source_that_fails_leaves_the_time_on_the_stage(
    book: Database, events: Events, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    rooms = room_book(book, events, clock, club_book(book, events, clock))

    async def broken(*_asked: object) -> dict[tuple[int, int], Talk]:
        raise RuntimeError("no ears")

    rooms.talk.add_source(broken)

    assert await rooms.talk.of([1]) == {}
    assert "no ears" in caplog.text
