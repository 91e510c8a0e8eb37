"""A room is recorded from its opening on, without a command, where the community wants that."""

from __future__ import annotations

from bot.settings.store import COMMUNITY, Place
from bot.testing import eventually
from tests.cogs.recording.studio import Studio


async def test_a_room_is_recorded_by_itself_and_its_people_are_told(studio: Studio) -> None:
    house = studio.house
    place = Place(house.sandbox.guild.id, "recording", COMMUNITY)
    await house.bot.settings.change(place, {"by_itself": True, "spoken_notice": False}, by=1)

    host = await house.room()

    await eventually(lambda: "This room is being recorded" in studio.chat(host))
    await eventually(lambda: not studio.bot_is_deaf)
    assert "recorded already" in (await host.slash("record start")).text
    await host.slash("room close")
    await eventually(lambda: "ended with the room" in studio.chat(host))
