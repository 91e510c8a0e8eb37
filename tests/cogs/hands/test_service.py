from __future__ import annotations

import asyncio

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.hands.api import HandAlreadyRaised, NoHandRaised, QueueEmpty
from cogs.hands.service import HandQueue
from cogs.rooms.api import StageRole
from tests.cogs.hands.a_room import a_room

ROOM = a_room(7)
ALICE, BOB, CAROL, DAVE = 1, 2, 3, 4


async def told_of_invitation(queue: HandQueue, book: Database, person: int) -> None:
    """Let Discord tell that somebody is invited."""
    async with book.transaction() as session:
        await queue.invited(session, ROOM, person)


@pytest.fixture
def queue(book: Database, events: Events, clock: MovableClock) -> HandQueue:
    return HandQueue(book, events, clock.now)


async def test_hands_are_called_in_the_order_they_came(queue: HandQueue) -> None:
    for place, person in enumerate((CAROL, ALICE, BOB), 1):
        assert await queue.raise_hand(ROOM, person) == place

    assert [await queue.call_next(ROOM) for _ in range(3)] == [CAROL, ALICE, BOB]


async def test_a_second_hand_is_refused_and_keeps_the_place(queue: HandQueue) -> None:
    await queue.raise_hand(ROOM, ALICE)
    await queue.raise_hand(ROOM, BOB)

    with pytest.raises(HandAlreadyRaised):
        await queue.raise_hand(ROOM, ALICE)

    assert await queue.waiting(ROOM) == [ALICE, BOB]


async def test_whoever_was_called_is_not_called_again(queue: HandQueue) -> None:
    await queue.raise_hand(ROOM, ALICE)
    await queue.call_next(ROOM)

    with pytest.raises(QueueEmpty):
        await queue.call_next(ROOM)


async def test_a_failed_invitation_gives_the_place_back(queue: HandQueue) -> None:
    await queue.raise_hand(ROOM, ALICE)
    await queue.raise_hand(ROOM, BOB)
    await queue.call_next(ROOM)

    await queue.put_back(ROOM, ALICE)

    assert await queue.waiting(ROOM) == [ALICE, BOB]


async def test_nobody_lowers_a_hand_that_is_not_up(queue: HandQueue) -> None:
    with pytest.raises(NoHandRaised):
        await queue.lower_hand(ROOM, ALICE)


async def test_two_hosts_who_press_next_at_once_ask_two_people(queue: HandQueue) -> None:
    await queue.raise_hand(ROOM, ALICE)
    await queue.raise_hand(ROOM, BOB)

    called = await asyncio.gather(queue.call_next(ROOM), queue.call_next(ROOM))

    assert set(called) == {ALICE, BOB}


async def test_one_person_raises_one_hand_even_in_the_same_moment(queue: HandQueue) -> None:
    outcomes = await asyncio.gather(
        *(queue.raise_hand(ROOM, ALICE) for _ in range(5)), return_exceptions=True
    )

    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
    assert await queue.waiting(ROOM) == [ALICE]


async def test_after_an_absence_stored_order_comes_first_and_nobody_is_lost_or_doubled(
    queue: HandQueue,
) -> None:
    for person in (CAROL, ALICE, BOB):
        await queue.raise_hand(ROOM, person)

    new = await queue.reconcile(
        ROOM,
        {
            CAROL: StageRole.AUDIENCE,  # raised by command: no trace of it in Discord
            ALICE: StageRole.SPEAKER,  # came up meanwhile
            DAVE: StageRole.HAND_RAISED,  # asked meanwhile; Bob left
        },
    )

    assert await queue.waiting(ROOM) == [CAROL]
    assert new == [DAVE]


async def test_an_invitation_that_ended_during_an_absence_gives_the_hand_back(queue: HandQueue) -> None:
    await queue.raise_hand(ROOM, ALICE)
    await queue.call_next(ROOM)

    await queue.reconcile(ROOM, {ALICE: StageRole.HAND_RAISED})

    assert await queue.waiting(ROOM) == [ALICE]


async def test_people_who_raise_at_once_are_told_different_places(queue: HandQueue) -> None:
    people = range(1, 9)

    places = await asyncio.gather(*(queue.raise_hand(ROOM, person) for person in people))

    assert sorted(places) == list(people)


async def test_what_was_declined_or_lowered_during_an_absence_waits_no_more(
    queue: HandQueue, book: Database
) -> None:
    await queue.raise_hand(ROOM, ALICE)
    await queue.call_next(ROOM)
    await told_of_invitation(queue, book, ALICE)
    await queue.raise_hand(ROOM, BOB, natively=True)
    await queue.raise_hand(ROOM, CAROL)

    await queue.reconcile(ROOM, dict.fromkeys((ALICE, BOB, CAROL), StageRole.AUDIENCE))

    assert await queue.waiting(ROOM) == [CAROL]


async def test_a_person_picked_before_a_crash_but_never_invited_waits_in_the_same_place(
    queue: HandQueue,
) -> None:
    for person in (ALICE, BOB):
        await queue.raise_hand(ROOM, person)
    await queue.call_next(ROOM)

    await queue.reconcile(ROOM, dict.fromkeys((ALICE, BOB), StageRole.AUDIENCE))

    assert await queue.waiting(ROOM) == [ALICE, BOB]


async def test_an_invitation_that_discord_told_of_is_not_put_back(queue: HandQueue, book: Database) -> None:
    """Discord may do what it was asked and still answer with an error."""
    await queue.raise_hand(ROOM, ALICE)
    await queue.call_next(ROOM)
    await told_of_invitation(queue, book, ALICE)

    await queue.put_back(ROOM, ALICE)

    assert await queue.waiting(ROOM) == []


async def test_a_hand_raised_by_command_and_then_natively_goes_down_with_the_native_one(
    queue: HandQueue,
) -> None:
    await queue.raise_hand(ROOM, ALICE)
    with pytest.raises(HandAlreadyRaised):
        await queue.raise_hand(ROOM, ALICE, natively=True)

    await queue.reconcile(ROOM, {ALICE: StageRole.AUDIENCE})

    assert await queue.waiting(ROOM) == []
