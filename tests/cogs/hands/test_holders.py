"""Who may have something stored in a room: nobody who has is ever missed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.hands.holders import Holders
from cogs.hands.policies import Standing
from cogs.hands.service import HandQueue
from cogs.hands.tables import HandRow
from tests.cogs.hands.a_room import a_room

ROOM = a_room(7)
ALICE, BOB = 1, 2


def holders(book: Database) -> Holders:
    return Holders(book, lambda room_id: select(HandRow.user_id).where(HandRow.room_id == room_id))


async def test_whoever_is_on_their_way_into_the_queue_stays_known_when_it_is_looked_at_again(
    book: Database,
) -> None:
    known = holders(book)
    known.add(ROOM.id, ALICE)  # and their hand is not stored yet

    known.doubt(ROOM.id)

    assert await known.may_include(ROOM.id, ALICE)
    assert not await known.may_include(ROOM.id, BOB)


async def test_a_hand_that_goes_up_while_the_queue_is_reconciled_comes_down_when_its_owner_leaves(
    book: Database, events: Events, clock: MovableClock
) -> None:
    queue = HandQueue(book, events, clock.now)

    async with book.transaction() as session:
        await queue._append(session, ROOM, ALICE, natively=False)
        queue.holders.doubt(ROOM.id)
        assert not await queue.holders.may_include(ROOM.id, BOB)  # reads what is stored by now

    assert await queue.forget(ROOM, ALICE)


async def test_what_others_stored_meanwhile_is_found_once_it_is_in_doubt(
    book: Database, events: Events, clock: MovableClock
) -> None:
    known = holders(book)
    assert not await known.may_include(ROOM.id, ALICE)
    await HandQueue(book, events, clock.now).raise_hand(ROOM, ALICE)

    known.doubt(ROOM.id)

    assert await known.may_include(ROOM.id, ALICE)


async def test_whoever_is_gone_is_known_no_more_unless_their_hand_goes_up_again_meanwhile(
    book: Database, events: Events, clock: MovableClock
) -> None:
    queue = HandQueue(book, events, clock.now)
    await queue.change_many(ROOM, gone=(), raised={ALICE: Standing(), BOB: Standing()})
    assert await queue.holders.may_include(ROOM.id, ALICE)

    with queue.holders.without(ROOM.id, (BOB,)):
        queue.holders.add(ROOM.id, BOB)
    await queue.change_many(ROOM, gone=(ALICE,), raised={})

    assert queue.holders.lack(ROOM.id, ALICE)
    assert await queue.forget(ROOM, BOB)


async def test_whose_hand_could_not_be_taken_from_the_queue_stays_known(book: Database) -> None:
    known = holders(book)
    known.add(ROOM.id, ALICE)

    with pytest.raises(OSError, match="full"), known.without(ROOM.id, (ALICE,)):
        raise OSError("full")

    assert await known.may_include(ROOM.id, ALICE)
