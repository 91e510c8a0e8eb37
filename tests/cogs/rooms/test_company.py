"""Who has been in rooms with whom."""

from __future__ import annotations

from datetime import timedelta

from bot.testing import eventually
from cogs.rooms.api import Company, Rooms
from tests.cogs.house import House


async def test_people_have_met_once_both_were_in_a_room(house: House) -> None:
    host = await house.room()
    guest, stranger = await house.listener("Gil"), house.person("Sam")
    company, rooms = house.bot.service(Company), house.bot.service(Rooms)
    guild_id = house.sandbox.guild.id
    await eventually(lambda: guest.id in rooms.roles_on(house.stage_id))
    lately = house.bot.clock.now() - timedelta(days=1)

    assert await company.have_met(guild_id, host.id, guest.id, lately)
    assert not await company.have_met(guild_id, host.id, stranger.id, lately)
    await guest.raise_hand()
    await house.expect_queue(host, [guest])
    await host.slash("hand next")
    await guest.accept()
    await eventually(lambda: guest.id in company.on_the_floor(rooms.of(guild_id)[0]))

    await host.slash("room close")
    assert await company.have_met(guild_id, guest.id, host.id, lately)
    assert not await company.have_met(guild_id, guest.id, host.id, house.bot.clock.now() + timedelta(days=1))
