"""An offer to tip somebody: from the menu of a person to what is left afterwards."""

from __future__ import annotations

import pytest

from bot.sandbox.people.person import Person
from tests.cogs.house import House
from tests.cogs.tips.test_settings import set_tips
from tests.cogs.tips.tipping.conftest import has, labels


@pytest.fixture
def people(house: House) -> tuple[Person, Person]:
    return house.person("Ada"), house.person("Bob")


async def test_somebody_is_tipped_from_their_menu_by_one_press(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people

    offered = await ada.context_menu("Tip", bob.id)
    assert offered.ephemeral
    assert labels(offered)[:4] == ["10 points", "50 points", "100 points", "Another amount, or a note"]
    seen = await ada.click(offered.message_id, offered.custom_ids[0])

    assert f"You gave {bob.mention} 10 points, and all of it reached them. You have 90 left." in seen.text
    assert ada.look(offered).custom_ids == []
    assert await has(house, bob) == 110


async def test_any_amount_goes_with_a_note_and_without_a_name(people: tuple[Person, Person]) -> None:
    ada, bob = people
    offered = await ada.context_menu("Tip", bob.id)
    veiled = await ada.click(offered.message_id, offered.custom_ids[-1])
    assert "without your name" in veiled.text

    await ada.click(offered.message_id, ada.look(offered).custom_ids[-2])
    assert "no amount" in (await ada.submit({"amount": "seven", "note": ""})).text
    await ada.click(offered.message_id, ada.look(offered).custom_ids[-2])
    given = await ada.submit({"amount": "7", "note": "for *that* song"})

    assert f"You gave {bob.mention} 7 points without your name" in given.text
    wallet = (await bob.slash("wallet")).text
    assert "7 from somebody who gave no name: “for \\*that\\* song”" in wallet


async def test_one_offer_is_one_tip_and_an_equal_one_is_asked_about(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    first, second = await ada.context_menu("Tip", bob.id), await ada.context_menu("Tip", bob.id)
    await ada.click(first.message_id, first.custom_ids[0])
    await house.sandbox.faults.inject("repeat_interaction")

    asked = await ada.click(second.message_id, second.custom_ids[0])
    assert "Give the same again?" in asked.text
    await ada.click(second.message_id, ada.look(second).custom_ids[0])

    assert await has(house, bob) == 120


async def test_what_is_offered_and_allowed_is_the_communitys(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    await set_tips(house, presets="7; 3", most_a_day=3, creators_opt_in=True)
    assert await ada.autocomplete("tip", "amount", "", member=bob.id) == [
        {"name": "3 points", "value": "3"},
        {"name": "7 points", "value": "7"},
    ]
    offered = await ada.context_menu("Tip", bob.id)

    refused = await ada.click(offered.message_id, offered.custom_ids[1])
    assert f"a creator says first that they take tips, and {bob.mention} has not" in refused.text
    assert "You take tips here" in (await bob.slash("tips receive", on=True)).text
    refused = await ada.click(offered.message_id, offered.custom_ids[1])
    assert "one person gives at most 3 in a day. You have 3 left until <t:" in refused.text
    await ada.click(offered.message_id, offered.custom_ids[0])

    assert await has(house, bob) == 103


async def test_nobody_is_offered_to_tip_themselves_or_a_bot(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, _ = people
    bot_id = house.sandbox.world.application.bot.id

    assert "cannot tip yourself" in (await ada.context_menu("Tip", ada.id)).text
    assert "no wallet" in (await ada.context_menu("Tip", bot_id)).text


async def test_a_french_tipper_presses_french_buttons(house: House, people: tuple[Person, Person]) -> None:
    chloe = house.person("Chloé", locale="fr")

    offered = await chloe.context_menu("Tip", people[1].id)

    assert labels(offered)[-1] == "Sans mon nom"
    assert "Donner un pourboire à" in offered.text
