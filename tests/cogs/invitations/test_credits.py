"""Which rooms count for whom."""

from __future__ import annotations

import pytest

from bot.storage.database import Database
from bot.timer_store import TimerDue
from cogs.invitations.credits import COUNT, Credits
from cogs.rooms.api import CloseReason, Room, StageRole
from tests.cogs.books import moved, room_book
from tests.cogs.invitations.circle import ADA, BOB, CLEO, GUILD, OWNER, Circle

STAGE = 100
MINUTE = 60


class Evenings:
    """Rooms of the club, one after the other."""

    def __init__(self, circle: Circle) -> None:
        self.circle = circle
        self.rooms = room_book(circle.database, circle.events, circle.clock, circle.clubs)
        self.counting = Credits(circle.ground, circle.clubs, self.rooms, circle.book.budgets)
        self.rooms.add_ending(self.counting.owe)

    async def room(self, minutes: dict[int, int]) -> Room:
        """A room that the owner opens, in which people are for so many minutes."""
        plan = await self.rooms.openings.plan(self.circle.club, STAGE, "Miles", OWNER)
        room = await self.rooms.openings.go_live(plan.id, 1)
        for person in minutes:
            await moved(self.rooms, GUILD, person, None, (STAGE, StageRole.AUDIENCE))
        for minute in range(max(minutes.values()) + 1):
            for person, stays in minutes.items():
                if stays == minute:
                    await moved(self.rooms, GUILD, person, (STAGE, StageRole.AUDIENCE), None)
            self.circle.clock.advance(MINUTE)
        await self.rooms.close(STAGE, CloseReason.HOST)
        return room

    async def count(self, room: Room) -> None:
        """What the timer does that the room's end wrote."""
        payload = {"guild_id": GUILD, "room_id": room.id, "club_id": room.club_id, "host_id": room.host_id}
        await self.counting.count(TimerDue(COUNT, str(room.id), payload, self.circle.clock.now()))

    async def counts(self, person: int) -> tuple[int, int]:
        """How many rooms somebody attended and hosted, as far as they count."""
        budget = await self.circle.budget(person)
        return budget.attended, budget.hosted


@pytest.fixture
async def evenings(circle: Circle) -> Evenings:
    return Evenings(circle)


async def test_members_who_were_there_long_enough_are_credited_and_the_host_has_hosted(
    evenings: Evenings,
) -> None:
    room = await evenings.room({OWNER: 12, ADA: 10, BOB: 9, CLEO: 12})
    assert await evenings.circle.timers_of(COUNT) == [str(room.id)]

    await evenings.count(room)

    assert await evenings.counts(OWNER) == (0, 1)
    assert await evenings.counts(ADA) == (1, 0)
    assert await evenings.counts(BOB) == (0, 0)
    assert await evenings.counts(CLEO) == (0, 0)


async def test_a_room_counts_once_even_if_the_timer_fires_again(evenings: Evenings) -> None:
    room = await evenings.room({OWNER: 12, ADA: 12})

    for _ in range(3):
        await evenings.count(room)

    assert await evenings.counts(OWNER) == (0, 1)
    assert await evenings.counts(ADA) == (1, 0)


async def test_nobody_hosts_for_themselves_alone(evenings: Evenings) -> None:
    await evenings.count(await evenings.room({OWNER: 60, ADA: 2}))

    assert await evenings.counts(OWNER) == (0, 0)


async def test_a_host_who_was_not_there_has_not_hosted(evenings: Evenings) -> None:
    await evenings.count(await evenings.room({OWNER: 3, ADA: 60}))

    assert await evenings.counts(OWNER) == (0, 0)
    assert await evenings.counts(ADA) == (1, 0)


async def test_how_long_is_enough_is_the_clubs_to_say(evenings: Evenings) -> None:
    await evenings.circle.rule(least_minutes=30)
    await evenings.count(await evenings.room({OWNER: 40, ADA: 29}))
    assert await evenings.counts(ADA) == (0, 0)

    await evenings.circle.rule(least_minutes=29)
    await evenings.count(await evenings.room({OWNER: 40, ADA: 29}))

    assert await evenings.counts(ADA) == (1, 0)


async def test_a_full_room_is_counted_page_by_page(
    evenings: Evenings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cogs.invitations.credits._PAGE", 2)
    for person in range(20, 25):
        await evenings.circle.clubs.join(evenings.circle.club.id, person)

    await evenings.count(await evenings.room(dict.fromkeys([OWNER, *range(20, 25)], 15)))

    assert [await evenings.counts(person) for person in range(20, 25)] == [(1, 0)] * 5
    assert await evenings.counts(OWNER) == (0, 1)


async def test_a_room_of_a_club_that_is_not_there_any_more_counts_for_nobody(evenings: Evenings) -> None:
    payload = {"guild_id": GUILD, "room_id": 1, "club_id": 999, "host_id": OWNER}

    await evenings.counting.count(TimerDue(COUNT, "1", payload, evenings.circle.clock.now()))

    assert await evenings.counts(OWNER) == (0, 0)


async def test_what_a_room_brings_is_owed_with_its_end_or_not_at_all(
    book: Database, evenings: Evenings
) -> None:
    plan = await evenings.rooms.openings.plan(evenings.circle.club, STAGE, "Miles", OWNER)
    await evenings.rooms.openings.go_live(plan.id, 1)

    async with book.transaction():  # the end cannot be stored
        with pytest.raises(RuntimeError, match="transaction inside a transaction"):
            await evenings.rooms.close(STAGE, CloseReason.HOST)
    assert await evenings.circle.timers_of(COUNT) == []
    await evenings.rooms.close(STAGE, CloseReason.HOST)

    assert await evenings.circle.timers_of(COUNT) == [str(plan.id)]
