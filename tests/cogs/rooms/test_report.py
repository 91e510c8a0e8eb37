"""A host reads how a room went; and listeners applaud, by Discord's effects and by the button."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.testing import eventually
from tests.cogs.house import CLUB, TOPIC, House
from tests.cogs.rooms.test_card import cards


async def test_applause_by_effect_and_by_button_is_in_the_report_with_a_picture_and_files(
    house: House,
) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.raise_hand()
    await eventually(lambda: cards(house, host))
    assert "Nobody has the floor" in (await bob.click(*button(house, bob))).text
    await host.slash("hand next")
    await ada.accept()
    await eventually(lambda: f"**On stage (1):** {ada.mention}" in cards(house, host)[0].text)
    for person in (ada, bob):  # nobody is counted for themselves
        await person.send_effect("👏")

    assert f"Counted, for {ada.mention}" in (await bob.click(*button(house, bob))).text
    await host.slash("room close")
    seen = await host.slash("room report")

    assert f"## {TOPIC}" in seen.text
    assert "3 people came; 3 at a time" in seen.text
    assert f"{ada.mention}: less than a minute, applauded 2 times" in seen.text
    assert "room.png" in str(seen.components)
    for kind in ("csv", "json"):
        given = await host.click(
            seen.message_id, next(each for each in seen.custom_ids if each.endswith(kind))
        )
        assert given.messages[-1].payload["attachments"][0]["filename"] == f"room-1.{kind}"


async def test_a_report_is_offered_to_hosts_and_refused_to_others(house: House) -> None:
    host = await house.room()
    ada = house.person("Ada")

    (offered,) = await host.autocomplete("room report", "room", "what keeps")

    assert TOPIC in offered["name"]
    assert await ada.autocomplete("room report", "room") == []
    assert "hosted no room" in (await ada.slash("room report")).text
    # What a channel grants makes no steward.
    granted = Overwrite(ada.id, 1, int(Permission.MANAGE_GUILD), 0)
    set_overwrite(house.sandbox.world, house.sandbox.guild, house.sandbox.house.text, granted)
    assert "Only a host" in (await ada.slash("room report", room=offered["value"])).text
    assert TOPIC in (await house.manager().slash("room report", room=offered["value"])).text
    assert "no such room" in (await host.slash("room report", room="last week's")).text
    assert "Nobody has spoken" in (await host.slash("room balance", club=CLUB)).text


def button(house: House, reader: Person) -> tuple[int, str]:
    """The message of the card, and the custom id of its button for applause."""
    (card,) = cards(house, reader)
    return card.id, next(each for each in card.custom_ids if each.startswith("rooms:applaud"))
