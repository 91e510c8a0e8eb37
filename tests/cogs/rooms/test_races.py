"""Several hosts, a moderator and Discord act on a stage in the same moment."""

from __future__ import annotations

import asyncio

from bot.sandbox.world import stages
from bot.testing import eventually
from cogs.rooms.api import CloseReason, RoomClosed, Rooms
from tests.cogs.house import CLUB, TOPIC, House


def live(house: House) -> list[tuple[int, str]]:
    """The rooms that are live: stage and topic of each."""
    return [(room.channel_id, room.topic) for room in house.bot.service(Rooms).of(house.sandbox.guild.id)]


async def opened(house: House, stage_id: int | None = None) -> list[str]:
    """Two hosts open a room in the same moment; answers what they read."""
    host, given = await house.club(), {} if stage_id is None else {"stage": stage_id}
    opening = [host.slash("room open", club=CLUB, topic=topic, **given) for topic in ("A", "B")]
    return [seen.text for seen in await asyncio.gather(*opening)]


async def test_of_two_rooms_on_one_stage_the_first_opens_and_is_named_to_the_second(house: House) -> None:
    first, second = await opened(house, house.stage_id)

    assert "**A** is open on" in first
    assert "A room is open on that stage: **A**" in second
    assert live(house) == [(house.stage_id, "A")]
    assert house.instance is not None
    assert house.bot_is_heard


async def test_of_two_rooms_at_once_each_has_a_stage_and_the_first_the_bot(house: House) -> None:
    first, second = await opened(house)

    assert "I am on stage with you" in first
    assert "could not come up" in second
    assert live(house) == [(house.stage_id, "A"), (house.other_stage_id, "B")]
    assert house.bot_is_heard


async def test_a_room_whose_stage_is_closed_by_hand_while_it_opens_is_not_said_to_be_open(
    house: House,
) -> None:
    host = await house.club()
    await house.sandbox.faults.inject("delay", path="/voice-states/@me", method="PATCH", seconds=1)
    opening = asyncio.create_task(host.slash("room open", club=CLUB, topic=TOPIC))
    await eventually(lambda: house.instance is not None)

    stages.close_stage(house.sandbox.world, house.stage_id, house.sandbox.guild.owner_id)

    assert f"**{TOPIC}** was closed in Discord itself" in (await opening).text
    assert live(house) == []
    await eventually(lambda: house.bot_voice is None)


async def test_two_hosts_who_close_at_once_close_one_room_once(house: House) -> None:
    host, told = await house.room(), []

    async def hear(event: RoomClosed) -> None:
        told.append(event.reason)

    house.bot.events.subscribe(RoomClosed, hear)
    seen = await asyncio.gather(host.slash("room close"), host.slash("room close"))

    assert [f"**{TOPIC}** is closed" in each.text for each in seen] == [True, True]
    assert told == [CloseReason.HOST]
    assert (house.instance, live(house)) == (None, [])


async def test_a_room_is_over_when_its_stage_is_even_if_closing_it_failed(house: House) -> None:
    host, path = await house.room(), f"/stage-instances/{house.stage_id}"
    await house.sandbox.faults.inject("delay", path=path, method="DELETE", seconds=1)
    await house.sandbox.faults.inject("http_500", path=path, method="DELETE", status=503)
    closing = asyncio.create_task(host.slash("room close"))
    await eventually(lambda: len(house.sandbox.rest_faults.planned) == 1)

    stages.close_stage(house.sandbox.world, house.stage_id, house.sandbox.guild.owner_id)

    assert "Discord did not play along" in (await closing).text
    await eventually(lambda: live(house) == [] and house.bot_voice is None)
