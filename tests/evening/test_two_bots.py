"""Two processes of the bot in one community and on one database, as when one is put in another's place.

Discord tells both of everything, and takes an answer from the first that gives one. So it is left to chance
which of them a host reaches; here the other one is frozen in that moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import text

from bot.sandbox.people.errors import NotAnswered
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen, SeenMessage
from bot.sandbox.world.models import EventStatus
from bot.storage.locks import lock
from bot.testing import eventually
from bot.testing.storage import empty_postgresql
from cogs.hands.places import INVITED, RAISED
from tests.evening.forked import ForkedBot, Nursery
from tests.evening.night import TOPIC, Night, night, until

T = TypeVar("T")

#: Whoever waits for a lock by name in the database of the test (PostgreSQL documentation, "pg_locks").
WAITING = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass
class Pair:
    """An evening that two bots run."""

    evening: Night
    first: ForkedBot
    second: ForkedBot

    async def caught_up(self) -> None:
        """Wait until each of them has found the room, and noted all that happened there."""
        for other in (self.first, self.second):
            with other.frozen():
                await answered(lambda: self.evening.host.slash("hand queue"))

    async def until_waiting(self, count: int) -> None:
        """Wait until so many transactions wait for a lock by name."""
        await until(self._waiting, lambda waiting: waiting == count)

    async def _waiting(self) -> int:
        async with self.evening.database.reading() as session:
            return int(await session.scalar(WAITING) or 0)


@pytest.fixture
async def pair(tmp_path: Path, nursery: Nursery) -> AsyncIterator[Pair]:
    """Give an evening on PostgreSQL, and a second bot that has not begun."""
    async with empty_postgresql() as url, night(tmp_path, url, nursery) as evening:
        assert isinstance(evening.bot, ForkedBot)
        second = ForkedBot(nursery, tmp_path / "ready.json", url, config=tmp_path / "config.toml")
        try:
            yield Pair(evening, evening.bot, second)
        finally:
            await second.stop()


async def answered(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask as somebody does whom a busy bot has not answered in three seconds: again."""
    while True:
        try:
            return await ask()
        except NotAnswered:
            continue


def panel(host: Person, stage_id: int) -> SeenMessage:
    """The panel in the chat of the stage."""
    return next(one for one in host.messages(stage_id) if "hands:do:next:" in str(one.custom_ids))


async def press_next(host: Person, stage_id: int) -> Seen:
    """Press Next on the panel."""
    message = panel(host, stage_id)
    button = next(each for each in message.custom_ids if each.startswith("hands:do:next:"))
    return await answered(lambda: host.click(message.id, button))


async def begin(person: Person) -> str:
    """Begin the evening that is planned; answers what that person reads."""
    seen = await answered(lambda: person.slash("schedule start", evening=TOPIC))
    return (await person.wait_for(seen, lambda now: now.text != "")).text


async def test_two_hosts_who_press_next_on_two_bots_at_once_ask_two_people(pair: Pair) -> None:
    evening = pair.evening
    await evening.open()
    await pair.second.start()
    cora = await evening.listener("Cora")
    ada, bob, cleo = [await evening.listener(name) for name in ("Ada", "Bob", "Cleo")]
    for person in (ada, bob, cleo):
        await evening.ask(person, natively=person is bob)
    await evening.host.slash("room cohost add", person=cora.id)
    await eventually(lambda: ada.mention in panel(evening.host, evening.stage_id).text)
    await pair.caught_up()

    async with evening.database.transaction() as session:
        await lock(session, "hands", await evening.room_id())  # so that both stand before the queue
        with pair.second.frozen():
            pressed = [asyncio.create_task(press_next(evening.host, evening.stage_id))]
            await pair.until_waiting(1)
        with pair.first.frozen():
            pressed.append(asyncio.create_task(press_next(cora, evening.stage_id)))
            await pair.until_waiting(2)
    await eventually(lambda: ada.is_invited and bob.is_invited)

    assert not cleo.is_invited
    await evening.until_hands({(ada.id, INVITED), (bob.id, INVITED), (cleo.id, RAISED)})
    seen = dict(zip((evening.host, cora), await asyncio.gather(*pressed), strict=True))
    told = [
        await host.wait_for(one, lambda now: "is invited to speak" in now.text) for host, one in seen.items()
    ]
    assert [[one.mention in each.messages[-1].text for one in (ada, bob)].count(True) for each in told] == [
        1,
        1,
    ]
    assert told[0].messages[-1].text != told[1].messages[-1].text


async def test_an_evening_that_two_people_begin_on_two_bots_at_once_begins_once(pair: Pair) -> None:
    evening, cora = pair.evening, pair.evening.sandbox.person("Cora")
    await evening.found()
    event_id = await evening.plan()
    await evening.host.slash("schedule cohost add", evening=TOPIC, person=cora.id)
    await pair.second.start()
    await pair.caught_up()
    # Both ask Discord to open the stage before it has answered either of them.
    await evening.sandbox.faults.inject("delay", path="/stage-instances", count=2, seconds=3.0)

    with pair.second.frozen():
        begun = [asyncio.create_task(begin(evening.host))]
        await eventually(lambda: [one["count"] for one in evening.sandbox.rest_faults.planned] == [1])
    with pair.first.frozen():
        begun.append(asyncio.create_task(begin(cora)))
        # A busy machine may be so late that the evening has begun by then; it is refused all the same.
        await eventually(lambda: evening.sandbox.rest_faults.planned == [] or begun[1].done())
    told = await asyncio.gather(*begun)

    assert sorted("is open on" in each for each in told) == [False, True], told
    assert (await evening.rooms()).count("live") == 1
    assert evening.instance is not None
    assert evening.instance.guild_scheduled_event_id == event_id
    assert evening.sandbox.guild.scheduled_events[event_id].status is EventStatus.ACTIVE
