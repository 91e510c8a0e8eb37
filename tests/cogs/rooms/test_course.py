"""The course of a room: turns on the floor, minutes, applause; and the report that is made of them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.i18n import Text
from bot.storage.database import Database
from bot.undo import collected
from cogs.rooms.api import (
    CloseReason,
    Mark,
    MarkRow,
    NotHost,
    ReportPart,
    Room,
    RoomResumed,
    StageRole,
)
from cogs.rooms.charts import MOST_BARS, Labels, draw_balance, draw_report, span_of
from cogs.rooms.course import CLAP_EVERY, Course
from cogs.rooms.refusals import NoSuchReport, NotListening
from cogs.rooms.reports import Report, Reports, as_csv, as_json
from tests.cogs.books import moved
from tests.cogs.rooms.test_service import GUILD, MEMBER, OWNER, STAGE, STRANGER, Evening

ADA, BOB, CLEO = 50, 51, 52
LABELS = Labels(
    "Miles $1 _a_ 日本", "Stage", "People", "Hands", "Applause", "Minutes", "Others", {ADA: "Ada $x$"}
)


async def books_sold(room: Room) -> ReportPart:
    """What another cog tells: somebody sold books before, in, and after the room."""
    assert room.opened_at is not None
    sold = [(-60, "1"), (70, "0.1"), (80, "0.2"), (86_400, "2")]
    marks = [Mark(room.opened_at + timedelta(seconds=after), Decimal(size)) for after, size in sold]
    row = MarkRow("books_sold", Text("cogs.books", "sold"), marks)
    return ReportPart([row], [Text("cogs.books", "told")])


async def books_lost(_room: Room) -> ReportPart:
    raise LookupError("no books")


class Night(Evening):
    """A room whose course is noted."""

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        super().__init__(book, events, clock)
        self.clock = clock
        self.course = Course(book, self.rooms, clock.now)
        self.course.listen(events)
        self.reports = Reports(book, self.rooms, self.clubs, clock.now, store=self.course.store)

    @property
    def room(self) -> Room:
        room = self.rooms.on(STAGE)
        assert room is not None
        return room

    async def is_now(self, user_id: int, role: StageRole | None) -> None:
        here = (STAGE, StageRole.AUDIENCE)
        after = None if role is None else (STAGE, role)
        await moved(self.rooms, GUILD, user_id, here if role is None else None, after)

    async def report(self, room: Room) -> Report:
        return await self.reports.of(GUILD, room.id, OWNER, steward=False)

    async def close(self) -> Report:
        room = self.room
        await self.rooms.close(STAGE, CloseReason.HOST)
        return await self.report(room)


@pytest.fixture
async def night(book: Database, events: Events, clock: MovableClock) -> Night:
    night = Night(book, events, clock)
    await night.club()
    await night.rooms.reconcile(GUILD, {})
    await night.open()
    return night


async def test_a_turn_lasts_from_coming_up_to_going_down(night: Night) -> None:
    await night.is_now(ADA, StageRole.AUDIENCE)
    night.clock.advance(60)
    await night.is_now(ADA, StageRole.SPEAKER)
    night.clock.advance(120)
    await night.is_now(ADA, StageRole.AUDIENCE)
    night.clock.advance(60)
    await night.is_now(ADA, StageRole.SPEAKER)
    night.clock.advance(30)

    report = await night.close()

    assert [(turn.user_id, turn.began, turn.ended) for turn in report.turns] == [(ADA, 1, 3), (ADA, 4, 4.5)]
    assert report.speakers == [ADA]


async def test_people_are_counted_by_minute_and_a_quiet_minute_is_like_the_one_before(night: Night) -> None:
    for person in (ADA, BOB, CLEO):
        await night.is_now(person, StageRole.AUDIENCE)
    await night.is_now(CLEO, None)
    night.clock.advance(180)
    await night.is_now(BOB, StageRole.HAND_RAISED)
    await night.is_now(ADA, None)
    night.clock.advance(60)

    report = await night.close()

    assert report.listeners == [3, 2, 2, 2, 1]
    assert report.hands == {3: 1}
    assert report.most == 3


async def test_the_report_of_a_live_room_says_what_happened_until_now(night: Night) -> None:
    await night.is_now(ADA, StageRole.SPEAKER)
    await night.is_now(BOB, StageRole.HAND_RAISED)
    night.course.applaud(night.room, BOB)

    report = await night.report(night.room)

    assert (report.most, report.hands, report.claps_of(ADA)) == (2, {0: 1}, 1)


async def test_applause_is_for_the_guest_who_came_up_last_and_else_for_the_host(night: Night) -> None:
    assert night.course.applaud(night.room, BOB) is None
    await night.is_now(OWNER, StageRole.SPEAKER)
    assert night.course.applaud(night.room, BOB) == OWNER
    await night.is_now(ADA, StageRole.SPEAKER)
    assert night.course.applaud(night.room, BOB) == ADA
    await night.is_now(ADA, None)
    assert night.course.applaud(night.room, BOB) == OWNER

    report = await night.close()

    assert (report.claps_of(OWNER), report.claps_of(ADA)) == (2, 1)


async def test_whoever_presses_again_and_again_counts_once_in_a_while_and_nobody_for_themselves(
    night: Night,
) -> None:
    await night.is_now(ADA, StageRole.SPEAKER)
    with pytest.raises(NotListening):
        night.course.pressed(night.room, BOB)
    for listener in (BOB, CLEO):
        await night.is_now(listener, StageRole.AUDIENCE)
    counted = [night.course.pressed(night.room, BOB) for _ in range(5)]
    night.clock.advance(CLAP_EVERY.total_seconds())
    counted.append(night.course.pressed(night.room, BOB))

    assert night.course.pressed(night.room, ADA) is None
    assert night.course.applaud(night.room, ADA) is None
    await night.course.store()
    night.course.pressed(night.room, CLEO)
    await night.course.store()

    assert counted == [ADA, None, None, None, None, ADA]
    assert (await night.report(night.room)).claps_of(ADA) == 3


async def test_after_a_restart_the_turns_of_those_who_went_are_over_and_the_others_go_on(
    night: Night, events: Events
) -> None:
    for person in (ADA, BOB):
        await night.is_now(person, StageRole.SPEAKER)
    night.clock.advance(60)

    roles = {BOB: StageRole.SPEAKER, CLEO: StageRole.SPEAKER}
    await events.publish(RoomResumed(night.room, roles))
    night.clock.advance(60)
    report = await night.close()

    assert {(turn.user_id, turn.began, turn.ended) for turn in report.turns} == {
        (ADA, 0, 1),
        (BOB, 0, 2),
        (CLEO, 1, 2),
    }


async def test_a_report_is_for_those_who_run_the_room(night: Night) -> None:
    room = night.room
    for person in (MEMBER, STRANGER):
        with pytest.raises(NotHost):
            await night.reports.of(GUILD, room.id, person, steward=False)
        assert await night.reports.offered(GUILD, person, steward=False) == []
    with pytest.raises(NoSuchReport):
        await night.reports.of(GUILD + 1, room.id, OWNER, steward=True)

    assert (await night.reports.of(GUILD, room.id, STRANGER, steward=True)).room == room
    assert await night.reports.offered(GUILD, OWNER, steward=False) == [room]


async def test_files_hold_what_the_report_says(night: Night) -> None:
    await night.is_now(ADA, StageRole.SPEAKER)
    night.course.applaud(night.room, BOB)
    night.clock.advance(90)
    report = await night.close()

    rows = list(csv.DictReader(io.StringIO(as_csv(report))))
    told = json.loads(as_json(report))

    assert [(row["user_id"], row["speaking_seconds"], row["applause"]) for row in rows] == [
        (str(ADA), "90", "1")
    ]
    assert told["topic"] == "Miles"
    assert told["turns"] == [{"user_id": str(ADA), "began_minute": 0, "ended_minute": 1.5}]
    assert told["people"][0]["applause"] == 1
    assert told["applause_by_minute"] == {str(ADA): {"0": 1}}


async def test_another_cog_tells_in_the_report_and_one_that_fails_takes_nothing_from_it(
    night: Night, caplog: pytest.LogCaptureFixture
) -> None:
    for source in (books_lost, books_sold):
        night.reports.add_source(source)
    night.clock.advance(150)

    report = await night.close()

    assert [line.key for part in report.parts for line in part.lines] == ["told"]
    assert json.loads(as_json(report))["marks_by_minute"] == {"books_sold": {"0": 1, "1": 0.3, "2": 2}}
    assert "no books" in caplog.text


async def test_a_cog_that_ends_tells_no_more(night: Night) -> None:
    with collected() as undos:
        night.reports.add_source(books_sold)
    undos[0]()

    assert (await night.close()).parts == []


async def test_a_clubs_balance_is_by_weeks_and_the_most_spoken_first(night: Night) -> None:
    await night.is_now(ADA, StageRole.SPEAKER)
    night.clock.advance(60)
    await night.close()
    night.clock.advance(7 * 86_400)
    await night.open()
    for person, seconds in ((ADA, 30), (BOB, 200)):
        await night.is_now(person, StageRole.SPEAKER)
        night.clock.advance(seconds)
        await night.is_now(person, None)
    await night.close()

    balance = await night.reports.balance(GUILD, "Jazz", OWNER, 3, steward=False)

    assert balance.seconds == {BOB: [0, 0, 200], ADA: [0, 60, 30]}
    assert list(balance.seconds) == [BOB, ADA]
    with pytest.raises(NotHost):
        await night.reports.balance(GUILD, "Jazz", MEMBER, 3, steward=False)


async def test_pictures_are_drawn_of_a_full_room_of_an_empty_one_and_of_names_that_no_font_has(
    night: Night,
) -> None:
    empty = draw_report(await night.report(night.room), LABELS)
    await night.is_now(ADA, StageRole.SPEAKER)
    night.course.applaud(night.room, BOB)
    night.clock.advance(600)
    room = night.room
    full = draw_report(await night.close(), LABELS)
    night.reports.add_source(books_sold)
    marked = draw_report(await night.report(room), replace(LABELS, rows=["Books $1 _a_"]))
    balance = draw_balance(await night.reports.balance(GUILD, "Jazz", OWNER, 3, steward=False), LABELS)

    assert {picture[:8] for picture in (empty, full, marked, balance)} == {b"\x89PNG\r\n\x1a\n"}
    assert len(full) > len(empty)
    assert _height(marked) > _height(full)


def _height(picture: bytes) -> int:
    """How many pixels high a PNG is (Portable Network Graphics, "IHDR Image header")."""
    return int.from_bytes(picture[20:24], "big")


def test_a_long_room_has_bars_of_several_minutes_and_no_more_than_can_be_told_apart() -> None:
    assert [span_of(minutes) for minutes in (0, 1, MOST_BARS, MOST_BARS + 1, 600, 720)] == [1, 1, 1, 2, 5, 10]
    assert all(minutes / span_of(minutes) <= MOST_BARS for minutes in range(1, 24 * 60, 7))


def test_a_name_is_drawn_as_far_as_the_font_has_its_letters() -> None:
    labels = replace(LABELS, names={ADA: "Ada 🎷 $x$", BOB: "日本の人"})

    assert [labels.name(person) for person in (ADA, BOB, CLEO)] == ["Ada $x$", "…0051", "…0052"]
