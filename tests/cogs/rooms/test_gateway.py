"""The gateway fails in the middle of an evening, and the room goes on."""

from __future__ import annotations

import asyncio

import pytest

from bot.client import Bot
from bot.sandbox.client import connector_for
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from bot.settings.store import COMMUNITY, Place
from bot.testing import eventually
from bot.voice import stage_connection
from cogs.hands.desk import Desk
from cogs.rooms.api import Rooms
from tests.cogs.house import CLUB, TOPIC, House

BACK_SECONDS = 30.0


async def with_role_that_waits_less(house: House, name: str) -> Person:
    """Let somebody come to the stage with a role for which waiting counts double."""
    role = add_role(house.sandbox.world, house.sandbox.guild, "Regulars", Permission.CONNECT)
    place = Place(house.sandbox.guild.id, "hands", COMMUNITY)
    await house.bot.settings.change(place, {"weighted_roles": [str(role.id)]}, by=1)
    person = house.sandbox.person(name, role_ids=[role.id])
    await person.join(house.stage_id)
    return person


async def test_after_a_killed_session_the_queue_is_rebuilt_none_lost_none_doubled(house: House) -> None:
    """Discord documentation, "Gateway", Resuming: after opcode 9 with false one identifies anew."""
    gateway = house.sandbox.gateway
    host = await house.room()
    ada, bob, cleo = [await house.listener(name) for name in ("Ada", "Bob", "Cleo")]
    dan = await with_role_that_waits_less(house, "Dan")
    await cleo.slash("hand raise")
    await host.slash("hand next")
    await ada.raise_hand()
    await house.expect_queue(host, [ada])
    await bob.slash("hand raise")

    await house.sandbox.faults.inject("kill_session")
    await ada.lower_hand()
    await dan.raise_hand()
    await eventually(lambda: gateway.identified == 2, within_seconds=BACK_SECONDS)
    await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)

    await house.expect_queue(host, [bob, dan])
    room = house.bot.service(Rooms).on(house.stage_id)
    assert room is not None
    found = await house.bot.service(Desk).queue.hands(room)
    assert [hand.standing.weight for hand in found] == [1, 2]
    assert cleo.is_invited
    await cleo.decline()  # and the next is asked by itself
    await eventually(lambda: bob.is_invited)
    await house.expect_queue(host, [dan])


async def test_a_hand_that_went_up_while_a_room_opened_outlives_a_killed_session(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage_connection, "SPEAKER_SECONDS", 0.1)
    gateway, faults = house.sandbox.gateway, house.sandbox.faults
    host = await house.club()
    ada = await house.listener("Ada")
    await faults.inject("delay", path="/voice-states/@me", method="PATCH", seconds=7)
    opening = asyncio.create_task(host.slash("room open", club=CLUB, topic=TOPIC))
    await eventually(lambda: not house.sandbox.rest_faults.planned)

    await faults.inject("kill_session")
    await ada.raise_hand()
    await eventually(lambda: gateway.identified == 2, within_seconds=BACK_SECONDS)
    assert not opening.done()
    await opening

    await house.expect_queue(ada, [ada])


async def test_after_a_dropped_connection_what_was_missed_is_replayed(house: House) -> None:
    gateway = house.sandbox.gateway
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.slash("hand raise")

    await house.sandbox.faults.inject("drop_gateway")
    await bob.raise_hand()
    await eventually(lambda: gateway.resumed == 1, within_seconds=BACK_SECONDS)

    await house.expect_queue(host, [ada, bob])
    assert gateway.identified == 1
    assert house.bot_is_heard


async def test_a_command_in_the_moment_of_a_restart_finds_the_room(sandbox: Sandbox, house: House) -> None:
    await house.room()
    ada = await house.listener("Ada")
    await house.bot.close()
    before = sandbox.gateway.identified

    async with Bot(house.bot.config, connector=connector_for(sandbox.ready)) as again:
        starting = asyncio.create_task(again.start(sandbox.ready.bot_token))
        while sandbox.gateway.identified == before:  # noqa: ASYNC110 - the very moment
            await asyncio.sleep(0)
        seen = await ada.slash("hand raise")
        await eventually(lambda: house.bot_is_heard)
        await again.close()
        await asyncio.gather(starting, return_exceptions=True)

    assert "number 1" in seen.text
