from __future__ import annotations

import asyncio

import pytest

from bot.clock import MovableClock
from bot.errors import UpstreamError
from bot.events import Events
from bot.storage.database import Database
from cogs.clubs.api import Club
from cogs.rooms import api, service
from cogs.rooms.api import CloseReason, NoRoomHere, NotHost, RoomStatus, StageRole
from cogs.rooms.refusals import MayNotOpenRooms, RoomAlreadyLive
from cogs.rooms.rows import unfinished
from cogs.rooms.stage import OpenStage
from tests.cogs.books import club_book, moved, room_book

GUILD, STAGE, OTHER_STAGE, INSTANCE = 10, 100, 101, 1000
OWNER, MEMBER, STRANGER = 1, 2, 3


class Evening:
    """The parts of a club with two members, and what was told."""

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        self.clubs = club_book(book, events, clock)
        self.bots: set[int] = set()
        self.rooms, self.restarted = (
            room_book(book, events, clock, self.clubs, bots=self.bots) for _ in range(2)
        )
        self.told: list[object] = []
        for event in (api.RoomOpened, api.RoomClosed, api.RoomResumed, *api.StageEvent.__subclasses__()):
            events.subscribe(event, self.hear)

    async def hear(self, event: object) -> None:
        self.told.append(event)

    async def club(self) -> Club:
        club = await self.clubs.create(GUILD, "Jazz", OWNER)
        await self.clubs.join(club.id, MEMBER)
        return club

    async def open(self, stage: int = STAGE) -> api.Room:
        club = await self.clubs.named(GUILD, "Jazz")
        return await self.rooms.openings.go_live(
            (await self.rooms.openings.plan(club, stage, "Miles", OWNER)).id, INSTANCE
        )


@pytest.fixture
async def evening(book: Database, events: Events, clock: MovableClock) -> Evening:
    evening = Evening(book, events, clock)
    await evening.club()
    await evening.rooms.reconcile(GUILD, {})  # as the bot does before it takes commands
    return evening


async def test_a_member_opens_no_rooms(evening: Evening) -> None:
    club = await evening.clubs.named(GUILD, "Jazz")

    for person in (MEMBER, STRANGER):
        with pytest.raises(MayNotOpenRooms):
            await evening.rooms.openings.plan(club, STAGE, "Miles", person)


async def test_a_stage_carries_one_live_room(evening: Evening) -> None:
    club = await evening.clubs.named(GUILD, "Jazz")
    late = await evening.rooms.openings.plan(club, STAGE, "Trane", OWNER)
    await evening.open()

    with pytest.raises(RoomAlreadyLive):
        await evening.rooms.openings.go_live(late.id, INSTANCE)
    with pytest.raises(RoomAlreadyLive):
        await evening.rooms.openings.plan(club, STAGE, "Monk", OWNER)

    live = evening.rooms.on(STAGE)
    assert live is not None
    assert live.topic == "Miles"


async def test_a_room_closes_once_whoever_closes_it(evening: Evening) -> None:
    room = await evening.open()

    assert await evening.rooms.close(STAGE, CloseReason.HOST) == room
    assert await evening.rooms.close(STAGE, CloseReason.DISCORD) is None

    assert [event for event in evening.told if isinstance(event, api.RoomClosed)] == [
        api.RoomClosed(room, CloseReason.HOST)
    ]


async def test_the_stage_of_no_room_is_told_of_to_nobody(evening: Evening) -> None:
    await moved(evening.rooms, GUILD, MEMBER, None, (STAGE, StageRole.AUDIENCE))

    assert evening.told == []


async def test_an_invitation_declined_is_told_as_that(evening: Evening) -> None:
    room = await evening.open()
    evening.told.clear()
    roles = [StageRole.AUDIENCE, StageRole.HAND_RAISED, StageRole.INVITED, StageRole.AUDIENCE]

    for role in roles:
        await moved(evening.rooms, GUILD, MEMBER, None, (STAGE, role))

    expected = [api.Joined, api.HandRaised, api.SpeakerInvited, api.InvitationDeclined]
    assert evening.told == [event(room, MEMBER) for event in expected]


async def test_of_a_bot_it_is_told_that_it_came_and_nothing_else(evening: Evening) -> None:
    room = await evening.open()
    evening.bots.add(STRANGER)
    evening.told.clear()

    for role in (StageRole.AUDIENCE, StageRole.HAND_RAISED, StageRole.SPEAKER, None, StageRole.AUDIENCE):
        here = None if role is None else (STAGE, role)
        await moved(evening.rooms, GUILD, STRANGER, (STAGE, StageRole.AUDIENCE), here)

    assert evening.told == [api.Joined(room, STRANGER)] * 2
    assert evening.rooms.roles_on(STAGE) == {}
    assert await evening.rooms.attendance_of(room.id, 10) == []


async def test_moving_to_another_stage_leaves_the_first(evening: Evening) -> None:
    first, second = await evening.open(STAGE), await evening.open(OTHER_STAGE)
    await moved(evening.rooms, GUILD, MEMBER, None, (STAGE, StageRole.AUDIENCE))
    evening.told.clear()

    await moved(evening.rooms, GUILD, MEMBER, (STAGE, StageRole.AUDIENCE), (OTHER_STAGE, StageRole.AUDIENCE))

    assert evening.told == [api.Left(first, MEMBER), api.Joined(second, MEMBER)]


async def test_hosts_are_found_by_where_they_are(evening: Evening) -> None:
    first, second = await evening.open(STAGE), await evening.open(OTHER_STAGE)

    assert await evening.rooms.hosted(GUILD, OTHER_STAGE, OWNER) == second
    assert first != second
    with pytest.raises(NoRoomHere):
        await evening.rooms.hosted(GUILD, None, OWNER)
    with pytest.raises(NotHost):
        await evening.rooms.hosted(GUILD, STAGE, MEMBER)


async def test_a_room_is_named_by_what_stands_in_its_own_community_to_those_who_may(evening: Evening) -> None:
    room = await evening.open()

    assert await evening.rooms.named(GUILD, room.id) == room
    assert await evening.rooms.named(GUILD, room.id, host_id=OWNER) == room
    with pytest.raises(NotHost):
        await evening.rooms.named(GUILD, room.id, host_id=MEMBER)
    await evening.rooms.reconcile(GUILD + 1, {})
    for guild_id, room_id in ((GUILD + 1, room.id), (GUILD, room.id + 1)):
        with pytest.raises(NoRoomHere):
            await evening.rooms.named(guild_id, room_id)


async def test_whoever_presses_right_after_a_restart_waits_until_the_room_is_found(evening: Evening) -> None:
    room = await evening.open()
    asked = [
        asyncio.create_task(evening.restarted.named(GUILD, room.id, host_id=OWNER)),
        asyncio.create_task(evening.restarted.here(GUILD, STAGE)),
    ]
    await asyncio.sleep(0)  # both have asked

    await evening.restarted.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", {})})

    assert await asyncio.gather(*asked) == [room, room]


async def test_whoever_was_promised_something_is_not_told_that_a_room_is_over_before_that_is_known(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await evening.open()
    assert await evening.rooms.lives_on(GUILD, room.id) == room
    monkeypatch.setattr(service, "FIRST_LOOK_SECONDS", 0.0)  # the community is away for longer than that

    with pytest.raises(UpstreamError):
        await evening.restarted.lives_on(GUILD, room.id)

    await evening.restarted.reconcile(GUILD, {})
    assert await evening.restarted.lives_on(GUILD, room.id) is None


async def test_after_a_restart_a_room_whose_stage_is_open_goes_on(evening: Evening) -> None:
    room = await evening.open()
    evening.told.clear()
    roles = {MEMBER: StageRole.HAND_RAISED}

    assert await evening.restarted.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", roles)}) == [room]

    assert evening.told == [api.RoomResumed(room, roles)]


async def test_after_a_restart_a_room_whose_stage_is_closed_ends(evening: Evening) -> None:
    room = await evening.open()

    assert await evening.restarted.reconcile(GUILD, {}) == []

    assert evening.told[-1] == api.RoomClosed(room, CloseReason.LOST)


async def test_a_stage_that_opened_just_before_a_crash_is_a_live_room_after_it(evening: Evening) -> None:
    club = await evening.clubs.named(GUILD, "Jazz")
    plan = await evening.rooms.openings.plan(club, STAGE, "Miles", OWNER)

    live = await evening.restarted.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", {})})

    assert [(room.id, room.status) for room in live] == [(plan.id, RoomStatus.LIVE)]


async def test_a_stage_on_which_another_process_opens_a_room_is_known_as_such(
    evening: Evening, clock: MovableClock
) -> None:
    club = await evening.clubs.named(GUILD, "Jazz")
    plan = await evening.rooms.openings.plan(club, STAGE, "Miles", OWNER)

    assert await evening.restarted.openings.is_opening(STAGE)
    assert not await evening.restarted.openings.is_opening(OTHER_STAGE)
    await evening.rooms.openings.go_live(plan.id, INSTANCE)
    assert not await evening.restarted.openings.is_opening(STAGE)
    await evening.rooms.openings.plan(club, OTHER_STAGE, "Miles", OWNER)
    clock.advance(61)
    assert not await evening.restarted.openings.is_opening(OTHER_STAGE)  # its process died


async def test_of_two_who_take_over_one_stage_the_second_leaves_nothing_behind(
    evening: Evening, book: Database
) -> None:
    club, stage = await evening.clubs.named(GUILD, "Jazz"), OpenStage(INSTANCE, "Miles", {})
    room = await evening.rooms.openings.adopt(club, STAGE, stage, OWNER)

    with pytest.raises(RoomAlreadyLive):
        await evening.restarted.openings.adopt(club, STAGE, stage, OWNER)

    assert [one.id for one, _ in await unfinished(book, GUILD)] == [room.id]


async def test_a_plan_whose_stage_never_opened_is_cancelled_after_a_crash(evening: Evening) -> None:
    club = await evening.clubs.named(GUILD, "Jazz")
    await evening.rooms.openings.plan(club, STAGE, "Miles", OWNER)

    assert await evening.restarted.reconcile(GUILD, {}) == []
    assert await evening.restarted.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", {})}) == []


async def test_a_stage_that_somebody_opened_anew_is_not_taken_for_the_room(evening: Evening) -> None:
    room = await evening.open()

    assert await evening.restarted.reconcile(GUILD, {STAGE: OpenStage(INSTANCE + 1, "Miles", {})}) == []

    assert evening.told[-1] == api.RoomClosed(room, CloseReason.LOST)


async def test_a_room_whose_end_could_not_be_stored_can_be_closed_again(
    evening: Evening, book: Database
) -> None:
    room = await evening.open()

    async with book.transaction():  # who waits for its own turn waits in vain
        with pytest.raises(RuntimeError, match="transaction inside a transaction"):
            await evening.rooms.close(STAGE, CloseReason.HOST)

    assert await evening.rooms.close(STAGE, CloseReason.HOST) == room
