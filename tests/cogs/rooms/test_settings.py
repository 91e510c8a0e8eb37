"""What a community or a club sets of rooms holds with the next room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role, edit_role
from bot.settings.store import COMMUNITY, Place
from bot.testing import eventually
from cogs.rooms.api import Rooms
from tests.cogs.house import CLUB, TOPIC, House


async def set_rooms(house: House, club_id: int = COMMUNITY, **values: object) -> None:
    """Set something, as an administrator would on the page."""
    await house.bot.settings.change(Place(house.sandbox.guild.id, "rooms", club_id), values, by=1)


def topics(house: House) -> list[str]:
    return [room.topic for room in house.bot.service(Rooms).of(house.sandbox.guild.id)]


@pytest.fixture
async def host(house: House) -> Person:
    return await house.club()


@pytest.mark.usefixtures("host")
async def test_a_role_of_the_community_opens_rooms_of_every_club(house: House) -> None:
    role = add_role(house.sandbox.world, house.sandbox.guild, "Hosts", 0)
    sam = house.sandbox.person("Sam", role_ids=[role.id])
    assert "nor have you a role here that may" in (await sam.slash("room open", club=CLUB, topic=TOPIC)).text

    await set_rooms(house, host_roles=[role.id])

    await sam.slash("room open", club=CLUB, topic=TOPIC)
    assert topics(house) == [TOPIC]
    assert "is closed" in (await sam.slash("room close")).text


async def test_a_club_has_no_more_rooms_than_it_may(house: House, host: Person) -> None:
    await set_rooms(house, club_id=1, most_live=1)
    await host.slash("room open", club=CLUB, topic=TOPIC)

    seen = await host.slash("room open", club=CLUB, topic="Another")

    assert "has a room open already, and no more than one is allowed here" in seen.text
    assert topics(house) == [TOPIC]


@pytest.mark.parametrize("wanted", [True, False])
async def test_everybody_is_notified_where_the_community_wants_that(
    house: House, host: Person, wanted: bool
) -> None:
    await set_rooms(house, notify_everybody=wanted)

    await host.slash("room open", club=CLUB, topic=TOPIC)

    stage = house.sandbox.world.messages[house.stage_id].values()
    assert any(message.mention_everyone for message in stage) is wanted


async def test_a_host_is_told_if_nobody_could_be_notified(house: House, host: Person) -> None:
    guild = house.sandbox.guild
    role = next(role for role in guild.roles.values() if role.bot_id is not None)
    edit_role(
        house.sandbox.world, guild, role, permissions=role.permissions & ~int(Permission.MENTION_EVERYONE)
    )
    await set_rooms(house, notify_everybody=True)

    seen = await host.slash("room open", club=CLUB, topic=TOPIC)

    assert "Nobody was notified, which your club wants" in seen.text


async def test_nobody_is_noted_where_the_club_wants_that(house: House, host: Person) -> None:
    await set_rooms(house, club_id=1, keep_attendance=False)
    await host.join(house.stage_id)
    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    assert "rooms_attended" not in await kept_about(house, host)
    await host.slash("room close")

    assert "rooms_attended" not in await kept_about(house, host)


async def test_whether_it_is_noted_is_decided_while_a_room_is_open(house: House, host: Person) -> None:
    await host.join(house.stage_id)
    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)
    ada = await house.listener("Ada")
    rooms = house.bot.service(Rooms)
    await eventually(lambda: ada.id in rooms.roles_on(house.stage_id))

    await set_rooms(house, keep_attendance=False)
    (attended,) = (await kept_about(house, host))["rooms_attended"]
    assert attended["left_at"] is not None
    bob = await house.listener("Bob")
    await eventually(lambda: bob.id in rooms.roles_on(house.stage_id))
    await host.slash("room close")

    assert "rooms_attended" in await kept_about(house, ada)
    assert "rooms_attended" not in await kept_about(house, bob)


async def test_whoever_is_there_is_noted_once_that_is_wanted(house: House, host: Person) -> None:
    await set_rooms(house, keep_attendance=False)
    await host.join(house.stage_id)
    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    await set_rooms(house, keep_attendance=True)
    await host.slash("room close")

    assert "rooms_attended" in await kept_about(house, host)


async def kept_about(house: House, person: Person) -> Mapping[str, Any]:
    """What rooms keep about somebody."""
    found = await house.bot.records.about(house.sandbox.guild.id, person.id)
    return next(kept.records for kept in found if kept.owner == "cogs.rooms")
