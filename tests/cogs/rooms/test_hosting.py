"""Who runs a room: the rules, without Discord."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.errors import UserError
from bot.events import Events
from bot.storage.database import Database
from cogs.rooms import api
from cogs.rooms.api import NoRoomHere, StageRole
from cogs.rooms.course import Course
from cogs.rooms.hosting import MOST_COHOSTS, Hosting
from cogs.rooms.records import RoomRecords
from cogs.rooms.refusals import HostsAlready, NoCohost, NotOnStage, NotYoursToHandOver, TooManyCohosts
from cogs.rooms.stage import OpenStage
from tests.cogs.books import moved
from tests.cogs.rooms.test_service import GUILD, INSTANCE, MEMBER, OWNER, STAGE, STRANGER, Evening


@pytest.fixture
async def evening(book: Database, events: Events, clock: MovableClock) -> Evening:
    evening = Evening(book, events, clock)
    await evening.club()
    await evening.rooms.reconcile(GUILD, {})
    await evening.open()
    for person in (OWNER, MEMBER):
        await moved(evening.rooms, GUILD, person, None, (STAGE, StageRole.AUDIENCE))
    return evening


@pytest.fixture
def hosting(evening: Evening, clock: MovableClock) -> Hosting:
    return Hosting(evening.rooms, clock.now)


def room_of(evening: Evening) -> api.Room:
    room = evening.rooms.on(STAGE)
    assert room is not None
    return room


async def test_whoever_hands_over_stays_as_a_cohost(evening: Evening, hosting: Hosting) -> None:
    await hosting.name_cohost(room_of(evening), MEMBER)

    changed = await hosting.hand_over(room_of(evening), MEMBER, OWNER)

    assert (changed.host_id, changed.cohost_ids) == (MEMBER, (OWNER,))
    assert room_of(evening) == changed


async def test_a_room_changes_hands_once_if_two_do_it_at_once(evening: Evening, hosting: Hosting) -> None:
    seen = room_of(evening)
    await hosting.hand_over(seen, MEMBER, OWNER)

    changed = await hosting.hand_over(seen, MEMBER, OWNER)

    assert (changed.host_id, changed.cohost_ids) == (MEMBER, (OWNER,))


async def test_cohosts_stand_in_the_order_in_which_they_were_named(
    evening: Evening, hosting: Hosting, clock: MovableClock
) -> None:
    for user_id in (STRANGER, MEMBER):
        await hosting.name_cohost(room_of(evening), user_id)
        clock.advance(1)

    assert room_of(evening).cohost_ids == (STRANGER, MEMBER)
    assert (await hosting.remove_cohost(room_of(evening), STRANGER)).cohost_ids == (MEMBER,)


async def test_a_room_has_so_many_cohosts(evening: Evening, hosting: Hosting) -> None:
    first = room_of(evening)
    for user_id in range(100, 100 + MOST_COHOSTS):
        await hosting.name_cohost(room_of(evening), user_id)

    for seen in (room_of(evening), first):  # another host may not have seen the last ones yet
        with pytest.raises(TooManyCohosts):
            await hosting.name_cohost(seen, MEMBER)


@pytest.mark.parametrize(
    ("to", "by", "refusal"),
    [
        (OWNER, OWNER, HostsAlready),
        (STRANGER, OWNER, NotOnStage),
        (MEMBER, MEMBER, NotYoursToHandOver),
    ],
)
async def test_a_room_is_not_handed_over_like_this(
    evening: Evening, hosting: Hosting, to: int, by: int, refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        await hosting.hand_over(room_of(evening), to, by)

    assert room_of(evening).host_id == OWNER


async def test_nobody_is_named_or_removed_twice(evening: Evening, hosting: Hosting) -> None:
    await hosting.name_cohost(room_of(evening), MEMBER)
    with pytest.raises(HostsAlready):
        await hosting.name_cohost(room_of(evening), MEMBER)

    await hosting.remove_cohost(room_of(evening), MEMBER)
    with pytest.raises(NoCohost):
        await hosting.remove_cohost(room_of(evening), MEMBER)


async def test_a_room_that_is_over_changes_no_more(evening: Evening, hosting: Hosting) -> None:
    room = room_of(evening)
    await evening.rooms.close(STAGE, api.CloseReason.HOST)

    with pytest.raises(NoRoomHere):
        await hosting.name_cohost(room, MEMBER)


async def test_whoever_is_forgotten_runs_no_live_room_any_more(
    evening: Evening, hosting: Hosting, book: Database
) -> None:
    await hosting.name_cohost(room_of(evening), MEMBER)
    records = RoomRecords(
        evening.rooms.attendance, evening.rooms, Course(book, evening.rooms, evening.rooms.now)
    )

    async with book.transaction() as session:
        assert "rooms_cohosted" in await records.about(session, GUILD, MEMBER)
        for person in (OWNER, MEMBER):
            await records.forget(session, GUILD, person)

    assert (room_of(evening).host_id, room_of(evening).cohost_ids) == (0, ())


async def test_a_topic_that_changed_while_the_bot_was_away_is_noted(evening: Evening) -> None:
    (live,) = await evening.restarted.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Monk", {})})

    assert live.topic == "Monk"
