"""The page of a cog's settings, drawn from what it declared, and changed by those who may."""

from __future__ import annotations

import pytest

from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import delete_channel
from bot.sandbox.world.roles import add_role
from bot.testing import running
from tests.cogs.admin import orchard
from tests.cogs.admin.orchard import block, item
from tests.cogs.house import CLUB, House


async def test_a_page_says_what_each_setting_is_what_it_is_now_and_what_fits(mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")

    assert seen.ephemeral
    assert "## Orchard: settings\nTrees and what they bear (page 1 of 2)" in seen.text
    assert block(seen, "Trees").splitlines() == [
        "Trees**",
        "How many there are",
        "-# Now: **3**, the default. From 1 to 2,000.",
    ]
    assert "Now: **Apples**, the default." in block(seen, "Fruit")
    assert "Now: **none**, the default." in block(seen, "Second fruit")


async def test_what_is_chosen_holds_at_once_and_is_shown(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")

    seen = await mia.choose(seen.message_id, item("fruit"), ["Wild pears"])

    assert "**Fruit**: the default → Wild pears" in seen.text
    assert "Now: **Wild pears**. Default: Apples." in block(seen, "Fruit")
    assert await orchard.chosen(house) == {"fruit": "wild_pear"}


async def test_a_switch_is_chosen_as_well(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")

    await mia.choose(seen.message_id, item("open"), ["no"])

    assert await orchard.chosen(house) == {"open": False}


async def test_what_may_be_empty_is_emptied_again(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")
    await mia.choose(seen.message_id, item("second_fruit"), ["Apples"])

    seen = await mia.choose(seen.message_id, item("second_fruit"), ["none"])

    assert "Now: **none**" in block(seen, "Second fruit")
    assert await orchard.chosen(house) == {"second_fruit": None}


async def test_a_number_is_asked_for_with_the_present_one_filled_in(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")
    asked = await mia.click(seen.message_id, item("trees", "ask"))
    assert asked.modal is not None
    (label,) = asked.modal["components"]
    assert (asked.modal["title"], label["description"]) == ("Trees", "How many there are")
    assert (label["component"]["value"], label["component"]["placeholder"]) == ("3", "From 1 to 2,000.")

    seen = await mia.submit({"value": " 1 500 "})

    assert "**Trees**: the default → 1,500" in seen.text
    assert await orchard.trees(house) == 1_500


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0", "**Trees**: the least is 1."),
        ("2001", "**Trees**: the most is 2,000."),
        ("many", "**Trees**: that is no whole number."),
        ("1.5", "**Trees**: that is no whole number."),
        ("9" * 30, "**Trees**: the most is 2,000."),
    ],
)
async def test_a_value_that_does_not_fit_is_refused_with_the_reason(
    house: House, mia: Person, typed: str, reason: str
) -> None:
    seen = await mia.slash("settings", cog="orchard")
    await mia.click(seen.message_id, item("trees", "ask"))

    seen = await mia.submit({"value": typed})

    assert f"Nothing was changed.\n{reason}" in seen.text
    assert await orchard.chosen(house) == {}


async def test_two_settings_that_bound_each_other_are_refused_in_the_cogs_own_words(
    house: House, mia: Person
) -> None:
    seen = await mia.slash("settings", cog="orchard")
    await mia.click(seen.message_id, item("shortest", "ask"))

    seen = await mia.submit({"value": "11"})

    assert "The shortest path is longer than the longest." in seen.text
    assert await orchard.chosen(house) == {}


async def test_what_somebody_typed_is_shown_as_they_typed_it(mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")
    await mia.click(seen.message_id, item("name", "ask"))

    seen = await mia.submit({"value": "**Eden** @everyone"})

    assert "Now: **\\*\\*Eden\\*\\* @\u200beveryone**" in block(seen, "Name")


async def test_a_channel_and_roles_are_chosen_from_those_there_are(house: House, mia: Person) -> None:
    guild = house.sandbox.guild
    role = add_role(house.sandbox.world, guild, "Gardener", 0)
    seen = await mia.slash("settings", cog="orchard")

    seen = await mia.choose(seen.message_id, item("gate"), [house.stage_id])
    assert f"Now: **<#{house.stage_id}>**. Default: none." in block(seen, "Gate")
    seen = await mia.choose(seen.message_id, item("gardeners"), [role.id])

    assert f"Now: **<@&{role.id}>**" in block(seen, "Gardeners")
    assert await orchard.chosen(house) == {"gate": str(house.stage_id), "gardeners": [str(role.id)]}


async def test_a_channel_that_is_gone_is_shown_as_gone_and_can_be_chosen_anew(
    house: House, mia: Person
) -> None:
    seen = await mia.slash("settings", cog="orchard")
    await mia.choose(seen.message_id, item("gate"), [house.stage_id])
    delete_channel(house.sandbox.world, house.sandbox.guild, house.sandbox.house.stage)

    seen = await mia.slash("settings", cog="orchard")
    assert "Now: **one that is not there any more**" in block(seen, "Gate")
    seen = await mia.choose(seen.message_id, item("gate"), [house.sandbox.house.text.id])

    assert f"Now: **<#{house.sandbox.house.text.id}>**" in block(seen, "Gate")


async def test_what_was_chosen_is_put_back(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")
    assert "admin:back:orchard:0:0" not in seen.custom_ids
    await mia.choose(seen.message_id, item("open"), ["no"])
    seen = await mia.choose(seen.message_id, item("fruit"), ["Wild pears"])

    seen = await mia.choose(seen.message_id, "admin:back:orchard:0:0", ["Open", "Fruit"])

    assert "2 settings were put back." in seen.text
    assert await orchard.chosen(house) == {}


async def test_a_long_model_is_read_page_by_page_and_every_setting_once(mia: Person) -> None:
    shown = await mia.slash("settings", cog="orchard")
    first = shown.text
    seen = await mia.click(shown.message_id, "admin:page:orchard:0:1")

    labels = ("Open", "Trees", "Fruit", "Motto", "Gardeners", "Longest path")
    assert [(first + seen.text).count(f"**{label}**\n") for label in labels] == [1] * len(labels)
    assert (await mia.click(seen.message_id, "admin:page:orchard:0:0")).text == first


async def test_a_change_on_the_second_page_stays_on_the_second_page(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")
    seen = await mia.click(seen.message_id, "admin:page:orchard:0:1")
    await mia.click(seen.message_id, item("longest", "ask"))

    seen = await mia.submit({"value": "50"})

    assert "(page 2 of 2)" in seen.text
    assert await orchard.chosen(house) == {"longest": 50}


async def test_a_text_as_long_as_can_be_leaves_room_for_the_rest(house: House, mia: Person) -> None:
    seen = await mia.slash("settings", cog="orchard")
    await mia.click(seen.message_id, item("motto", "ask"))

    seen = await mia.submit({"value": "weed! " * 666})

    assert len(seen.text) < 4_000
    assert len((await orchard.chosen(house))["motto"]) == 666 * 6


async def test_a_page_of_before_a_restart_works_after_it(sandbox: Sandbox, config: Config) -> None:
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        seen = await mia.slash("settings", cog="orchard")
        await mia.click(seen.message_id, item("trees", "ask"))

    async with running(sandbox, config) as bot:
        typed = await mia.submit({"value": "7"})
        chosen = await mia.choose(seen.message_id, item("fruit"), ["Wild pears"])
        assert await orchard.chosen(House(sandbox, bot)) == {"trees": 7, "fruit": "wild_pear"}

    assert "**Trees**: the default → 7" in typed.text
    assert "Wild pears" in block(chosen, "Fruit")


async def test_a_reader_of_french_reads_french(house: House) -> None:
    louise = house.manager("Louise", locale="fr")
    seen = await louise.slash("paramètres", partie="Verger")

    seen = await louise.choose(seen.message_id, item("fruit"), ["Poires sauvages"])

    assert "## Verger : paramètres" in seen.text
    assert "Actuellement : **Poires sauvages**. Par défaut : Pommes." in block(seen, "Fruit")


async def test_who_may_not_manage_the_server_is_refused(ada: Person) -> None:
    seen = await ada.slash("settings", cog="orchard")

    assert "people with the permission Manage Server" in seen.text
    assert seen.custom_ids == []


async def test_who_lost_the_permission_changes_nothing_on_a_page_that_is_still_there(
    house: House, mia: Person
) -> None:
    seen = await mia.slash("settings", cog="orchard")
    house.sandbox.guild.members[mia.id].role_ids.clear()

    refused = await mia.choose(seen.message_id, item("fruit"), ["Wild pears"])

    assert "people with the permission Manage Server" in refused.text
    assert await orchard.chosen(house) == {}


async def test_the_owner_of_a_club_sets_what_is_the_clubs_own(house: House, mia: Person) -> None:
    hana = await house.club()
    seen = await mia.slash("settings", cog="orchard")
    await mia.choose(seen.message_id, item("fruit"), ["Wild pears"])

    seen = await hana.slash("settings", cog="orchard", club=CLUB)
    assert f"## Orchard: settings of {CLUB}" in seen.text
    assert "Now: **Wild pears**, as in the whole community." in block(seen, "Fruit")
    await hana.click(seen.message_id, item("trees", "ask", club_id=1))
    seen = await hana.submit({"value": "9"})

    assert "Now: **9**. In the whole community: 3." in block(seen, "Trees")
    assert (await orchard.trees(house, 1), await orchard.trees(house)) == (9, 3)


async def test_a_member_of_a_club_and_an_owner_elsewhere_do_not_set_it(house: House, ada: Person) -> None:
    hana = await house.club()
    await ada.slash("club join", club=CLUB)

    member = await ada.slash("settings", cog="orchard", club=CLUB)
    community = await hana.slash("settings", cog="orchard")

    assert "by its owner and its admins" in member.text
    assert "people with the permission Manage Server" in community.text


async def test_a_cog_without_settings_for_clubs_says_so(house: House, mia: Person) -> None:
    await house.club()

    seen = await mia.slash("settings", cog="community", club=CLUB)

    assert seen.text == "The settings of Community are the same for every club here."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"cog": "kitchen"}, "kitchen has no settings here."),
        ({"cog": "orchard", "club": "Weeders"}, "There is no club Weeders in this community"),
    ],
)
async def test_what_is_not_there_is_named(mia: Person, options: dict[str, str], said: str) -> None:
    assert said in (await mia.slash("settings", options)).text


async def test_without_a_cog_all_of_them_are_offered(mia: Person) -> None:
    seen = await mia.slash("settings")
    assert "- **Orchard**: Trees and what they bear" in seen.text

    seen = await mia.choose(seen.message_id, "admin:cog:0", ["Orchard"])
    assert "## Orchard: settings" in seen.text

    seen = await mia.click(seen.message_id, "admin:all:0:0")
    assert "## Settings" in seen.text


async def test_cogs_and_clubs_are_offered_as_one_types(house: House, mia: Person) -> None:
    await house.club()
    louise = house.manager("Louise", locale="fr")

    assert {"name": "Orchard", "value": "orchard"} in await mia.autocomplete("settings", "cog", "orch")
    assert await louise.autocomplete("settings", "cog", "verg") == [{"name": "Verger", "value": "orchard"}]
    assert await mia.autocomplete("settings", "club", "owl") == [{"name": CLUB, "value": CLUB}]
