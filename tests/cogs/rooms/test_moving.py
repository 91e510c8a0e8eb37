"""Many people are moved at once, from where they are; and the next speakers wait in a room of their own."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.world.models import Channel, ChannelType
from bot.testing import eventually, running
from cogs.clubs.api import Clubs
from cogs.rooms.greenroom import REMOVE_GREEN_ROOM, GreenRooms
from cogs.rooms.service import RoomBook
from cogs.rooms.tables import GreenRoomRow
from tests.cogs.house import CLUB, TOPIC, House, due
from tests.cogs.rooms.test_card import cards


def green_rooms(house: House) -> list[Channel]:
    """The voice channels that are called so."""
    channels = house.sandbox.guild.channels.values()
    return [each for each in channels if each.type is ChannelType.VOICE and each.name == "Green room"]


async def bring_up(host: Person, people: list[Person]) -> None:
    """Choose people in the select of `/room panel`, and let them accept."""
    asked = await host.slash("room panel")
    await host.choose(asked.message_id, "rooms:panel", [person.id for person in people])
    for person in people:
        await _accepts(person)


async def _accepts(person: Person) -> None:
    await eventually(lambda: person.is_invited)
    await person.accept()


async def test_a_panel_comes_up_and_the_stage_is_cleared_but_for_the_hosts(house: House) -> None:
    host = await house.room()
    people = [await house.listener(name) for name in ("Ada", "Bob")]
    assert "where you want them" in (await host.slash("room clear")).text
    await bring_up(host, [*people, host])
    assert all(person.is_speaker for person in (*people, host))

    seen = await host.slash("room clear")

    assert "Clear the stage of" in seen.text
    await eventually(lambda: all(person.is_audience for person in people))
    assert host.is_speaker
    done = await host.wait_for(seen, lambda now: "100 %" in now.text)
    assert "2 of 2" in done.text


async def test_a_cleared_stage_keeps_whoever_leads_the_club_and_the_owner_of_the_community(
    house: House,
) -> None:
    host = await house.room()
    lena, ada = await house.listener("Lena"), await house.listener("Ada")
    owner = house.sandbox.actor(house.sandbox.guild.owner_id)
    await owner.join(house.stage_id)
    await lena.slash("club join", club=CLUB)
    await host.slash("club promote", club=CLUB, person=lena.id, role="leader")
    await host.slash("room cohost add", person=ada.id)
    await bring_up(host, [lena, ada])
    await owner.take_stage()
    await host.slash("room cohost remove", person=ada.id)

    await host.slash("room clear")

    await eventually(lambda: ada.is_audience)
    assert lena.is_speaker
    assert owner.is_speaker
    assert "where you want them" in (await host.slash("room clear")).text


async def test_what_was_begun_goes_on_after_a_restart(house: House) -> None:
    host = await house.room()
    people = [await house.listener(name) for name in ("Ada", "Bob")]
    house.bot.paced.serves = lambda _guild_id: False  # as if the process died before the first of them
    asked = await host.slash("room panel")
    await host.choose(asked.message_id, "rooms:panel", [person.id for person in people])
    assert not any(person.is_invited for person in people)
    await house.bot.close()

    async with running(house.sandbox, house.bot.config):
        await eventually(lambda: all(person.is_invited for person in people))


async def test_the_next_speakers_wait_in_a_green_room_and_are_brought_to_the_stage(house: House) -> None:
    host, ada, bob = await house.room(), house.person("Ada"), house.person("Bob")

    seen, _ = await asyncio.gather(
        host.slash("room green", person=ada.id), host.slash("room green", person=ada.id)
    )

    (green,) = green_rooms(house)
    assert f"{ada.mention} may wait in <#{green.id}>" in seen.text
    await ada.join(green.id)
    with pytest.raises(ActorError):
        await bob.join(green.id)
    await host.slash("room cohost add", person=bob.id)
    await eventually(lambda: bob.id in green.overwrites)
    await bob.join(green.id)
    await bob.leave()
    await bring_up(host, [ada])
    assert ada.is_speaker
    await host.slash("room close")
    await eventually(lambda: green_rooms(house) == [])


async def test_a_green_room_is_not_taken_for_gone_while_discord_is_silent(house: House) -> None:
    bot, rooms, host = house.bot, house.bot.service(RoomBook), await house.club()
    guild = bot.get_guild(house.sandbox.guild.id)
    assert guild is not None
    club = await bot.service(Clubs).named(guild.id, CLUB)
    over = await rooms.openings.plan(club, house.stage_id, TOPIC, host.id)
    await rooms.openings.cancel(over.id)
    left = await guild.create_voice_channel("Left over")
    async with bot.database.transaction() as session:
        session.add(GreenRoomRow(room_id=over.id, channel_id=left.id))
    green, timer = GreenRooms(bot, rooms), due(house, REMOVE_GREEN_ROOM, str(over.id))

    async with house.outage():
        await green.remove_due(timer)
        assert left.id in house.sandbox.guild.channels
    await green.remove_due(timer)

    assert left.id not in house.sandbox.guild.channels


async def test_links_are_buttons_on_the_card(house: House) -> None:
    host = await house.room()

    seen = await host.slash("room link add", url="https://example.org/notes", label="Notes")

    assert "Notes (example.org) is on the card" in seen.text
    await eventually(lambda: cards(house, host) and "https://example.org/notes" in str(cards(house, host)[0]))
    assert await host.autocomplete("room link remove", "label", "no") == [{"name": "Notes", "value": "Notes"}]
    await host.slash("room link remove", label="Notes")
    await eventually(lambda: "example.org" not in str(cards(house, host)[0]))
