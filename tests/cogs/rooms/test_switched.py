"""What is open is closed when a community switches rooms off."""

from __future__ import annotations

import pytest

from bot.testing import eventually
from cogs.rooms.api import Rooms
from tests.cogs.house import CLUB, House


@pytest.mark.parametrize("cog", ["rooms", "clubs"])
async def test_an_open_room_is_closed_with_its_stage_and_the_bot_leaves(house: House, cog: str) -> None:
    mia = house.manager()
    await house.room()

    await mia.slash("cogs off", cog=cog)

    assert house.instance is None
    assert house.bot.service(Rooms).of(house.sandbox.guild.id) == []
    await eventually(lambda: house.bot_voice is None)


async def test_what_does_not_concern_rooms_leaves_them_open(house: House) -> None:
    mia = house.manager()
    await house.room()

    await mia.slash("cogs off", cog="tips")

    assert house.instance is not None


async def test_rooms_open_again_once_they_are_switched_on(house: House) -> None:
    mia, host = house.manager(), await house.room()
    await mia.slash("cogs off", cog="rooms")
    assert "switched off here" in (await host.slash("room open", club=CLUB, topic="Again")).text

    await mia.slash("cogs on", cog="rooms")

    assert "is open on" in (await host.slash("room open", club=CLUB, topic="Again")).text
