"""What is given to a room is shared once, as it was told, or given back; never is any of it lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.community.records import RecordBook
from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.gifts.jars import Jar, Jars
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.records import GiftRecords
from cogs.tips.refusals import JarIsClosed
from cogs.tips.tables import AccountRow, JarRow
from cogs.tips.verify import verify
from tests.cogs.tips.conftest import Rules
from tests.cogs.tips.gifts.jars import GUILD, Floor, jars_on, room
from tests.together import said_by, together

ALICE, BOB, CAROL, DAVE, A_BOT = 1, 2, 3, 4, 1_000
ROOM = room(5)
GIFT = Tip(GUILD, ALICE, 0, 50, "first", room_id=ROOM.id, club_id=ROOM.club_id)


@pytest.fixture
def floor(clock: MovableClock) -> Floor:
    floor = Floor(clock)
    floor.seconds = {BOB: 60, CAROL: 30, A_BOT: 600, DAVE: 0}
    return floor


@pytest.fixture
def jars(book: Database, clock: MovableClock, rules: Rules, floor: Floor) -> Jars:
    return jars_on(book, clock, floor=floor, settings=rules.settings, ledger=rules.ledger)


async def end(jars: Jars, book: Database, on_stage: tuple[int, ...] = ()) -> Jar | None:
    """End the room; answers what is planned."""
    async with book.transaction() as session:
        await jars.close(session, ROOM, on_stage)
    return await jars.plan(ROOM.id, on_stage)


async def balances(rules: Rules) -> dict[int, int]:
    return {user_id: await rules.ledger.balance(GUILD, user_id) for user_id in (ALICE, BOB, CAROL, DAVE)}


async def test_a_jar_is_shared_by_floor_time_as_it_was_told_and_once(
    jars: Jars, rules: Rules, book: Database
) -> None:
    await jars.give(GIFT, ROOM)
    assert (await jars.now(ROOM, ())).shares == {BOB: {"points": 33}, CAROL: {"points": 17}}

    told = await end(jars, book)
    assert told is not None
    booked = [await jars.book(ROOM.id) for _ in range(2)]

    assert [one.shares for one in booked if one] == [told.shares, told.shares]
    assert await balances(rules) == {ALICE: 50, BOB: 133, CAROL: 117, DAVE: 100}
    assert (await verify(book)).holds


async def test_a_jar_may_be_shared_equally(jars: Jars, rules: Rules, book: Database) -> None:
    await rules.set(GUILD, jar_rule="equal")
    await jars.give(replace(GIFT, amount_minor=51), ROOM)

    told = await end(jars, book)

    assert told is not None
    assert told.shares == {BOB: {"points": 26}, CAROL: {"points": 25}}


async def test_where_nobody_notes_who_speaks_those_on_the_stage_in_the_end_share(
    jars: Jars, book: Database, floor: Floor
) -> None:
    floor.seconds = {}
    await jars.give(GIFT, ROOM)

    told = await end(jars, book, (DAVE, A_BOT))

    assert told is not None
    assert told.shares == {DAVE: {"points": 50}}


async def test_with_nobody_to_share_it_with_everybody_gets_theirs_back(
    jars: Jars, rules: Rules, book: Database
) -> None:
    for user_id in (BOB, CAROL):
        await Receiving(book, rules.settings).choose(GUILD, user_id, is_on=False)
    await jars.give(GIFT, ROOM)
    await jars.give(replace(GIFT, tipper_id=DAVE, amount_minor=9, key="second"), ROOM)

    await end(jars, book)
    booked = await jars.book(ROOM.id)

    assert booked is not None
    assert (booked.state, booked.held) == ("returned", {})
    assert await balances(rules) == dict.fromkeys((ALICE, BOB, CAROL, DAVE), 100)
    (back, gave, _welcome) = await rules.ledger.movements(GUILD, ALICE, 5)
    assert (back.reverses_id, back.amount_minor) == (gave.transfer_id, 50)


async def test_nothing_goes_into_a_jar_that_is_closed(jars: Jars, rules: Rules, book: Database) -> None:
    await end(jars, book)

    with pytest.raises(JarIsClosed):
        await jars.give(GIFT, ROOM)

    assert await rules.ledger.balance(GUILD, ALICE) == 100


async def test_gifts_of_the_moment_in_which_a_room_ends_are_shared_or_refused(
    jars: Jars, rules: Rules, book: Database
) -> None:
    gifts = [jars.give(replace(GIFT, amount_minor=1, key=str(n)), ROOM, confirmed=True) for n in range(20)]

    *outcomes, _told = await asyncio.gather(*gifts, end(jars, book), return_exceptions=True)
    await jars.book(ROOM.id)

    given = sum(not isinstance(one, Exception) for one in outcomes)
    assert {type(one) for one in outcomes if isinstance(one, Exception)} <= {JarIsClosed}
    assert await jars.held(GUILD, ROOM.id) == {}
    assert sum((await balances(rules)).values()) == 400
    assert await rules.ledger.balance(GUILD, ALICE) == 100 - given


async def test_what_is_taken_back_or_forgotten_meanwhile_is_divided_among_the_rest(
    jars: Jars, rules: Rules, book: Database
) -> None:
    number = (await jars.give(GIFT, ROOM)).transfer_id
    await jars.give(replace(GIFT, amount_minor=10, key="second"), ROOM)
    await end(jars, book)
    await rules.ledger.reverse(GUILD, number, by_id=9, reason="a slip")
    records = RecordBook(book)
    records.add("cogs.tips", GiftRecords())

    await records.forget(GUILD, CAROL)
    await jars.book(ROOM.id)

    assert await rules.ledger.balance(GUILD, BOB) == 110
    assert (await verify(book)).holds


async def test_a_jar_that_was_left_open_is_closed_at_the_next_start(jars: Jars, book: Database) -> None:
    await jars.give(GIFT, ROOM)

    async def is_over(room_id: int) -> bool:
        return room_id == ROOM.id

    for _ in range(2):
        await jars.close_forgotten(is_over)

    async with book.reading() as session:
        assert list(await session.scalars(select(JarRow.state))) == ["closed"]
    assert await jars.plan(ROOM.id, ()) is not None


async def test_a_process_that_is_killed_while_it_shares_jars_loses_none(
    jars: Jars, rules: Rules, book: Database, database_url: str
) -> None:
    rooms = [room(number) for number in range(20, 60)]
    for one in rooms:
        await jars.give(replace(GIFT, amount_minor=2, key=str(one.id), room_id=one.id), one, confirmed=True)
        async with book.transaction() as session:
            await jars.close(session, one)
        await jars.plan(one.id, ())
    ids = [one.id for one in rooms]

    async with together("tests.cogs.tips.gifts.shares_jars", (database_url, *ids)) as (first,):
        assert first.stdout is not None
        for _ in range(5):
            await first.stdout.readline()
        first.kill()
        await first.wait()
    verdict = await verify(book)
    assert verdict.holds, verdict.problems
    pair = [(database_url, *ids), (database_url, *reversed(ids))]
    async with together("tests.cogs.tips.gifts.shares_jars", *pair) as bots:
        for bot in bots:
            await said_by(bot)

    assert await balances(rules) == {ALICE: 20, BOB: 140, CAROL: 140, DAVE: 100}
    async with book.reading() as session:
        left = select(AccountRow.balance_minor).where(AccountRow.purpose == "jar")
        assert set(await session.scalars(left)) == {0}
    assert (await verify(book)).holds
