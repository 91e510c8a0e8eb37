"""Who was in a room and for how long: counted in memory, stored in batches, and over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import MovableClock
from bot.community.records import NOBODY
from bot.errors import UpstreamError
from bot.events import Events
from bot.sandbox.server import Sandbox
from bot.storage.database import Database
from bot.testing import eventually, running
from cogs.clubs.api import Club
from cogs.rooms.api import Attended, CloseReason, Past, Room, Rooms, RoomStatus, StageRole
from cogs.rooms.attendance import MOST_AT_ONCE, WATCH_SECONDS, AttendanceBook
from cogs.rooms.course import Course
from cogs.rooms.records import RoomRecords
from cogs.rooms.service import RoomBook
from cogs.rooms.stage import OpenStage
from cogs.rooms.tables import AttendanceRow, PingRow, RoomRow
from tests.cogs.books import club_book, moved, room_book
from tests.cogs.house import House

GUILD, STAGE, INSTANCE = 10, 100, 1000
OWNER, ADA, BOB = 1, 2, 3
AUDIENCE, SPEAKER = StageRole.AUDIENCE, StageRole.SPEAKER


class Evening:
    """A live room whose clock is moved by hand, and what is told of its end."""

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        self.book, self.events, self.clock = book, events, clock
        self.clubs = club_book(book, events, clock)
        self.rooms = self.started()
        self.ended: list[Attended] = []
        events.subscribe(Attended, self.hear)

    async def hear(self, event: Attended) -> None:
        self.ended.append(event)

    def started(self) -> RoomBook:
        return room_book(self.book, self.events, self.clock, self.clubs)

    async def open(self) -> Room:
        club: Club = await self.clubs.create(GUILD, "Jazz", OWNER)
        plan = await self.rooms.openings.plan(club, STAGE, "Miles", OWNER)
        return await self.rooms.openings.go_live(plan.id, INSTANCE)

    async def restart(self, roles: dict[int, StageRole], *, is_open: bool = True) -> None:
        """Go on with another process, which knows what is stored."""
        self.rooms = self.started()
        stages = {STAGE: OpenStage(INSTANCE, "Miles", roles)} if is_open else {}
        await self.rooms.reconcile(GUILD, stages)

    async def now_is(self, user_id: int, role: StageRole | None, *, for_seconds: float = 0) -> None:
        await moved(self.rooms, GUILD, user_id, (STAGE, AUDIENCE), None if role is None else (STAGE, role))
        self.clock.advance(for_seconds)

    async def times(self, room: Room) -> dict[int, tuple[int, int]]:
        """How long everybody was there and spoke."""
        people = await self.rooms.attendance_of(room.id, 100)
        return {person.user_id: (person.seconds, person.speaking_seconds) for person in people}


@pytest.fixture
def evening(book: Database, events: Events, clock: MovableClock) -> Evening:
    return Evening(book, events, clock)


@contextmanager
def statements(book: Database) -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engines = [book._writer.sync_engine, book._reader.sync_engine]  # nothing else sees all
    engines += [threads._engine for threads in (book._thread, book._questions) if threads is not None]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def stored(book: Database) -> list[AttendanceRow]:
    async with book.reading() as session:
        return list(await session.scalars(select(AttendanceRow).order_by(AttendanceRow.user_id)))


async def test_a_listener_counts_while_there_and_a_speaker_while_on_stage(evening: Evening) -> None:
    room = await evening.open()

    await evening.now_is(ADA, AUDIENCE, for_seconds=60)
    await evening.now_is(ADA, SPEAKER, for_seconds=30)
    await evening.now_is(ADA, AUDIENCE, for_seconds=10)
    await evening.now_is(ADA, None, for_seconds=500)
    await evening.now_is(ADA, AUDIENCE, for_seconds=5)

    assert await evening.times(room) == {ADA: (105, 30)}


async def test_what_people_were_is_stored_of_rooms_that_are_over_and_remembered_of_those_that_are_live(
    evening: Evening,
) -> None:
    first = await evening.open()
    club, opened, elsewhere = await evening.clubs.get(first.club_id), evening.clock.now(), STAGE + 1
    await evening.now_is(ADA, SPEAKER, for_seconds=60)
    await evening.rooms.close(STAGE, CloseReason.HOST)
    for stage_id in (STAGE, elsewhere):
        plan = await evening.rooms.openings.plan(club, stage_id, "Miles", OWNER)
        await evening.rooms.openings.go_live(plan.id, INSTANCE + stage_id)
    await evening.now_is(ADA, SPEAKER, for_seconds=20)
    await evening.now_is(BOB, AUDIENCE, for_seconds=10)
    await evening.rooms.attendance.store()
    await moved(evening.rooms, GUILD, BOB, (elsewhere, AUDIENCE), (elsewhere, SPEAKER))
    evening.clock.advance(5)
    await evening.rooms.close(elsewhere, CloseReason.HOST)  # newer than the one that is live

    people = (ADA, BOB, OWNER)
    assert await evening.rooms.pasts_of(club.id, people, opened) == {
        ADA: Past(2, 60 + 35),
        BOB: Past(2, 5),
        OWNER: Past(),
    }
    assert (await evening.rooms.pasts_of(club.id, people, opened + timedelta(seconds=1)))[ADA] == Past(1, 35)


async def test_what_happens_on_a_stage_asks_nothing_of_the_database(evening: Evening) -> None:
    await evening.open()

    with statements(evening.book) as sent:
        for person in range(1, 200):
            await evening.now_is(person, AUDIENCE)
            await evening.now_is(person, SPEAKER)
            await evening.now_is(person, None)

    assert sent == []


async def test_what_has_changed_is_stored_in_batches_and_only_once(evening: Evening) -> None:
    await evening.open()
    people = MOST_AT_ONCE + 5
    for person in range(1, people + 1):
        await evening.now_is(person, AUDIENCE)

    with statements(evening.book) as first:
        await evening.rooms.attendance.store()
    with statements(evening.book) as second:
        await evening.rooms.attendance.store()

    assert len(await stored(evening.book)) == people
    assert len([one for one in first if one.startswith("UPDATE rooms_room")]) == 2  # one with each batch
    assert second == []


async def test_a_room_in_which_nothing_changes_is_noted_as_watched(evening: Evening) -> None:
    room = await evening.open()
    evening.clock.advance(WATCH_SECONDS)

    await evening.rooms.attendance.store()

    async with evening.book.reading() as session:
        assert (await session.get_one(RoomRow, room.id)).watched_at == evening.clock.now()


async def test_what_could_not_be_stored_is_stored_the_next_time(evening: Evening) -> None:
    await evening.open()
    await evening.now_is(ADA, AUDIENCE)

    async with evening.book.transaction():  # who waits for its own turn waits in vain
        with pytest.raises(RuntimeError, match="transaction inside a transaction"):
            await evening.rooms.attendance.store()
    await evening.rooms.attendance.store()

    assert [row.user_id for row in await stored(evening.book)] == [ADA]


async def test_at_the_end_all_are_told_of_once_it_is_stored(evening: Evening) -> None:
    room = await evening.open()
    await evening.now_is(ADA, AUDIENCE, for_seconds=20)
    await evening.now_is(ADA, None, for_seconds=20)
    await evening.now_is(BOB, SPEAKER, for_seconds=5)

    await evening.rooms.close(STAGE, CloseReason.HOST)

    [told] = evening.ended
    assert told.room == room
    assert {one.user_id: (one.seconds, one.speaking_seconds) for one in told.people} == {
        ADA: (20, 0),
        BOB: (5, 5),
    }
    assert {row.user_id: (row.seconds, row.left_at is None) for row in await stored(evening.book)} == {
        ADA: (20, False),
        BOB: (5, False),
    }
    assert await evening.times(room) == {ADA: (20, 0), BOB: (5, 5)}


async def test_after_a_restart_those_who_stayed_go_on_and_those_who_went_count_as_long_as_they_were_seen(
    evening: Evening,
) -> None:
    room = await evening.open()
    await evening.now_is(ADA, SPEAKER)
    await evening.now_is(BOB, AUDIENCE, for_seconds=40)
    await evening.now_is(OWNER, AUDIENCE)
    await evening.rooms.attendance.store()
    evening.clock.advance(600)

    await evening.restart({ADA: SPEAKER, OWNER: SPEAKER, 9: AUDIENCE})
    evening.clock.advance(3)

    assert await evening.times(room) == {OWNER: (603, 3), ADA: (643, 643), BOB: (40, 0), 9: (3, 0)}


async def test_who_speaks_no_more_after_a_restart_spoke_as_long_as_that_was_seen(evening: Evening) -> None:
    room = await evening.open()
    await evening.now_is(ADA, SPEAKER, for_seconds=50)
    await evening.now_is(BOB, AUDIENCE)
    await evening.rooms.attendance.store()
    evening.clock.advance(600)

    await evening.restart({ADA: AUDIENCE})

    assert await evening.times(room) == {ADA: (650, 50), BOB: (0, 0)}


async def test_a_room_found_closed_counts_until_it_was_last_watched(evening: Evening) -> None:
    room = await evening.open()
    await evening.now_is(ADA, AUDIENCE, for_seconds=40)
    await evening.now_is(BOB, AUDIENCE)
    await evening.rooms.attendance.store()
    evening.clock.advance(7_200)

    await evening.restart({}, is_open=False)

    assert await evening.times(room) == {ADA: (40, 0), BOB: (0, 0)}
    [told] = evening.ended
    assert [(one.user_id, one.seconds) for one in told.people] == [(ADA, 40), (BOB, 0)]


async def test_a_lost_gateway_session_is_no_restart(evening: Evening) -> None:
    room = await evening.open()
    await evening.now_is(ADA, AUDIENCE, for_seconds=10)
    await evening.now_is(BOB, SPEAKER, for_seconds=10)

    await evening.rooms.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", {BOB: SPEAKER})})
    evening.clock.advance(10)

    assert await evening.times(room) == {ADA: (20, 0), BOB: (20, 20)}


async def test_an_end_that_could_not_be_stored_ends_nobodys_time(evening: Evening) -> None:
    room = await evening.open()
    await evening.now_is(ADA, AUDIENCE, for_seconds=10)

    async with evening.book.transaction():
        with pytest.raises(RuntimeError, match="transaction inside a transaction"):
            await evening.rooms.close(STAGE, CloseReason.HOST)
    evening.clock.advance(10)

    assert await evening.times(room) == {ADA: (20, 0)}
    assert evening.ended == []


async def test_what_another_cog_owes_at_the_end_is_written_with_it_or_the_room_goes_on(
    evening: Evening,
) -> None:
    room, owed = await evening.open(), []
    await evening.now_is(ADA, AUDIENCE, for_seconds=10)

    async def owe(session: AsyncSession, ended: Room) -> None:
        owed.append((ended.id, await session.scalar(select(AttendanceRow.seconds))))
        if len(owed) == 1:
            raise UpstreamError("no")

    evening.rooms.add_ending(owe)
    with pytest.raises(UpstreamError):
        await evening.rooms.close(STAGE, CloseReason.HOST)
    assert evening.rooms.on(STAGE) == room
    await evening.rooms.close(STAGE, CloseReason.HOST)

    assert owed == [(room.id, 10), (room.id, 10)]
    assert evening.rooms.on(STAGE) is None


async def test_pages_of_those_who_were_there_do_not_overlap(evening: Evening) -> None:
    room = await evening.open()
    for person in range(1, 8):
        await evening.now_is(person, AUDIENCE)
    live = await evening.rooms.attendance_of(room.id, 3, after_user_id=2)
    await evening.rooms.close(STAGE, CloseReason.HOST)

    over = await evening.rooms.attendance_of(room.id, 3, after_user_id=2)

    assert [one.user_id for one in live] == [one.user_id for one in over] == [3, 4, 5]


async def test_a_forgotten_person_is_in_no_room_and_opened_none(evening: Evening) -> None:
    room = await evening.open()
    for person in (OWNER, ADA):
        await evening.now_is(person, AUDIENCE, for_seconds=10)
    await evening.rooms.attendance.store()
    records = RoomRecords(
        evening.rooms.attendance, evening.rooms, Course(evening.book, evening.rooms, evening.rooms.now)
    )
    async with evening.book.transaction() as session:
        session.add(PingRow(room_id=room.id, user_id=OWNER, asked_at=evening.rooms.now()))
    async with evening.book.reading() as session:
        kept = await records.about(session, GUILD, OWNER)

    async with evening.book.transaction() as session:
        await records.forget(session, GUILD, OWNER)
    await evening.rooms.attendance.store()

    assert [one["topic"] for one in kept["rooms_hosted"]] == ["Miles"]
    assert [one["topic"] for one in kept["rooms_asked_into"]] == ["Miles"]
    assert [one["seconds"] for one in kept["rooms_attended"]] == [0]
    assert [row.user_id for row in await stored(evening.book)] == [ADA]
    live = evening.rooms.on(STAGE)
    assert live is not None
    assert live.host_id == NOBODY
    async with evening.book.reading() as session:
        assert await records.about(session, GUILD, OWNER) == {}
        assert (await session.get_one(RoomRow, room.id)).host_id == NOBODY


async def test_of_an_erased_community_nothing_is_left(evening: Evening) -> None:
    await evening.open()
    await evening.now_is(ADA, AUDIENCE)
    await evening.rooms.attendance.store()

    async with evening.book.transaction() as session:
        await RoomRecords(
            evening.rooms.attendance, evening.rooms, Course(evening.book, evening.rooms, evening.rooms.now)
        ).erase(session, GUILD)
    await evening.rooms.attendance.store()

    assert await stored(evening.book) == []
    assert evening.rooms.of(GUILD) == []


async def test_what_has_changed_is_stored_when_the_bot_stops(evening: Evening) -> None:
    await evening.open()
    await evening.now_is(ADA, AUDIENCE)
    keeping = asyncio.create_task(evening.rooms.attendance.keep())
    await asyncio.sleep(0)

    keeping.cancel()
    await asyncio.wait({keeping})

    assert [row.user_id for row in await stored(evening.book)] == [ADA]


ROLES = st.sampled_from([None, *StageRole])


@given(steps=st.lists(st.tuples(st.integers(1, 3), ROLES, st.integers(0, 90))))
def test_every_second_of_a_role_is_counted_once(steps: list[tuple[int, StageRole | None, int]]) -> None:
    clock = MovableClock()
    attendance = AttendanceBook(Database("sqlite+aiosqlite:///never-opened.db"), clock.now)
    room = Room(1, GUILD, 1, STAGE, "Miles", OWNER, RoomStatus.LIVE, clock.now())
    attendance.begin(room)
    roles: dict[int, StageRole | None] = {}
    expected: dict[int, tuple[int, int]] = {}

    for person, role, seconds in steps:
        attendance.now_is(room, person, role, clock.now())
        clock.advance(seconds)
        roles[person] = role
        for someone, now in roles.items():
            there, spoke = expected.get(someone, (0, 0))
            if now is not None:
                expected[someone] = (there + seconds, spoke + seconds * (now is SPEAKER))

    people = asyncio.run(attendance.page(room.id, 10))
    assert {one.user_id: (one.seconds, one.speaking_seconds) for one in people} == expected


async def seen_on_stage(house: House, people: set[int]) -> None:
    """Wait until the gateway has told the bot of these people."""
    stage = house.bot.get_channel(house.stage_id)
    assert isinstance(stage, discord.StageChannel)
    await eventually(lambda: people < set(stage.voice_states))


async def test_an_evening_on_a_stage_is_told_of_when_the_host_closes_it(house: House) -> None:
    told: list[Attended] = []

    async def hear(event: Attended) -> None:
        told.append(event)

    house.bot.events.subscribe(Attended, hear)
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await seen_on_stage(house, {host.id, ada.id, bob.id})
    await bob.leave()

    await host.slash("room close")

    await eventually(lambda: told)
    assert {one.user_id for one in told[0].people} == {host.id, ada.id, bob.id}
    assert all(one.left_at is not None for one in told[0].people)


async def test_who_was_there_before_a_restart_is_told_of_after_it(house: House, sandbox: Sandbox) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    [room] = house.bot.service(Rooms).of(sandbox.guild.id)
    await seen_on_stage(house, {host.id, ada.id, bob.id})
    await house.bot.close()
    await bob.leave()

    async with running(sandbox, house.bot.config) as again:
        await again.service(Rooms).caught_up(sandbox.guild.id)
        people = await again.service(Rooms).attendance_of(room.id, 10)

    assert {one.user_id: one.left_at is None for one in people} == {
        host.id: True,
        ada.id: True,
        bob.id: False,
    }
