"""Who comes first in a queue, asked without reading the queue: the same as reading it all would say."""

from __future__ import annotations

import random

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.hands.policies import Standing, next_of
from cogs.hands.service import HandQueue
from cogs.hands.settings import Policy
from tests.cogs.hands.a_room import a_room

ROOM, OTHER = a_room(7), a_room(8)


async def busy(book: Database, events: Events, clock: MovableClock) -> HandQueue:
    """A queue of many kinds of hands."""
    queue, dice = HandQueue(book, events, clock.now), random.Random(3)
    for person in range(1, 25):
        standing = Standing(dice.randrange(3), dice.randrange(3), dice.randrange(1, 4))
        question = "Why?" if dice.random() < 0.3 else None
        await queue.raise_hand(ROOM, person, question=question, standing=standing)
        clock.advance(dice.randrange(30))
    for person in dice.sample(range(1, 25), 6):
        await queue.skip(ROOM, person)
    await queue.raise_hand(OTHER, 99)
    await queue.call_next(ROOM)
    return queue


@pytest.mark.parametrize("policy", Policy)
async def test_the_front_is_what_the_whole_queue_begins_with(
    policy: Policy, book: Database, events: Events, clock: MovableClock
) -> None:
    queue = await busy(book, events, clock)

    hands = await queue.hands(ROOM, policy)
    front = await queue.front(ROOM, policy, 5)

    assert (front.hands, front.waiting) == (hands[:5], 23)
    assert front.next == hands[0]


@pytest.mark.parametrize("policy", Policy)
async def test_the_next_is_found_behind_all_who_are_held(
    policy: Policy, book: Database, events: Events, clock: MovableClock
) -> None:
    queue = await busy(book, events, clock)
    for hand in (await queue.hands(ROOM, policy))[:6]:
        await queue.hold(ROOM, hand.user_id, held=True)

    front = await queue.front(ROOM, policy, 5)

    assert all(hand.held for hand in front.hands)
    assert front.next == next_of(await queue.hands(ROOM, policy), policy, clock.now())
    assert await queue.asking(ROOM) == sum(
        hand.question is not None and not hand.held for hand in await queue.hands(ROOM)
    )


async def test_nobody_waits(book: Database, events: Events, clock: MovableClock) -> None:
    front = await HandQueue(book, events, clock.now).front(ROOM, Policy.FIRST_COME, 5)

    assert (front.hands, front.waiting, front.next) == ([], 0, None)
