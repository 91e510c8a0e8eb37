"""What was given in a room is counted once, by whatever way it went, and not if it was taken back."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.tips.accounting.given import Given, given_in
from cogs.tips.api import Tip
from cogs.tips.orders import Leg, Order, jar, person
from cogs.tips.service import TipLedger

GUILD, ADA, BOB, ZOE, MIA, ROOM = 10, 1, 2, 3, 9, 5


async def test_gifts_of_a_room_are_counted_when_they_were_given_and_no_share_of_a_jar_or_what_came_back(
    ledger: TipLedger, book: Database, clock: MovableClock
) -> None:
    began = clock.now()
    await ledger.tip(Tip(GUILD, ADA, BOB, 5, "to one", room_id=ROOM))
    clock.advance(60)
    both = Tip(GUILD, ADA, 0, 6, "to all", room_id=ROOM)
    await ledger.give(both, [Leg(person(one), "points", 3) for one in (BOB, ZOE)])
    into = Tip(GUILD, ADA, 0, 7, "to the jar", room_id=ROOM)
    await ledger.give(into, [Leg(jar(ROOM), "points", 7)])
    mistake = await ledger.tip(Tip(GUILD, ADA, BOB, 8, "a mistake", room_id=ROOM))
    await ledger.reverse(GUILD, mistake.transfer_id, by_id=MIA, reason="a slip")
    await ledger.tip(Tip(GUILD, ADA, BOB, 9, "elsewhere", room_id=ROOM + 1))
    legs = Leg(jar(ROOM), "points", -7), Leg(person(BOB), "points", 7)
    await ledger.write(Order(GUILD, "share", "shared", legs, room_id=ROOM))

    assert await given_in(book, GUILD, ROOM) == [
        Given(began, 5, "points"),
        Given(began + timedelta(minutes=1), 6, "points"),
        Given(began + timedelta(minutes=1), 7, "points"),
    ]
    assert await given_in(book, GUILD + 1, ROOM) == []
