"""Settings as a file, out and in again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from tests.cogs.admin import orchard
from tests.cogs.admin.orchard import file_in
from tests.cogs.house import CLUB, House


def document(community: Any = None, clubs: Any = None) -> tuple[str, bytes]:
    """A file as an export writes it."""
    content = {"rostra": 1, "community": community or {}, "clubs": clubs or {}}
    return "settings.json", json.dumps(content).encode()


async def imported(person: Person, file: tuple[str, bytes], **options: str) -> Seen:
    """What somebody sees who uploads a file on a page of settings."""
    seen = await person.slash("settings", options)
    button = next(one for one in seen.custom_ids if one.startswith("admin:import"))
    await person.click(seen.message_id, button)
    return await person.submit({"file": file})


async def test_what_was_exported_is_what_was_chosen(house: House, mia: Person) -> None:
    await house.bot.settings.change(orchard.place(house), {"trees": 5, "name": "Éden"}, mia.id)
    await house.bot.settings.change(orchard.place(house, club_id=1), {"trees": 9}, mia.id)
    seen = await mia.slash("settings", cog="orchard")

    seen = await mia.click(seen.message_id, "admin:export:orchard:0")

    assert seen.ephemeral
    assert file_in(house, seen) == {
        "rostra": 1,
        "community": {"orchard": {"name": "Éden", "trees": 5}},
        "clubs": {"1": {"orchard": {"trees": 9}}},
    }


async def test_a_file_is_taken_in_by_a_form(house: House, mia: Person) -> None:
    await house.bot.settings.change(orchard.place(house), {"name": "Eden"}, mia.id)

    seen = await imported(mia, document({"orchard": {"trees": 5}}), cog="orchard")

    assert "Imported: 2 settings are different now." in seen.text
    assert await orchard.chosen(house) == {"trees": 5}


async def test_a_file_is_taken_in_with_the_command(house: House, mia: Person) -> None:
    file = document({"orchard": {"trees": 5}, "community": {"language": "fr"}})

    seen = await mia.slash("settings", file=file)

    assert "Imported: 2 settings are different now." in seen.text
    assert await orchard.trees(house) == 5


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("settings.json", b"nonsense"), "not a file that an export wrote"),
        (("settings.json", b" " * 300_000), "not a file that an export wrote"),
        (document({"orchard": {"trees": 0}}), "**Trees**: the least is 1."),
        (document({"orchard": {"height": 1}}), "There is no setting height."),
        (document({"kitchen": {}}), "kitchen has no settings here."),
        (document({"orchard": {"gate": "5"}}), "**Gate**: there is no such channel or role here."),
        (document(clubs={"7": {"orchard": {"trees": 2}}}), "There is no club 7 in this community"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused_whole(
    house: House, mia: Person, file: tuple[str, bytes], said: str
) -> None:
    await house.bot.settings.change(orchard.place(house), {"trees": 5}, mia.id)

    seen = await imported(mia, file)

    assert said in seen.text
    assert await orchard.chosen(house) == {"trees": 5}


async def test_a_page_takes_nothing_of_another(house: House, mia: Person) -> None:
    file = document({"orchard": {"trees": 5}, "community": {"language": "fr"}})

    seen = await imported(mia, file, cog="orchard")

    assert "settings of another part or of another club" in seen.text
    assert await orchard.chosen(house) == {}


async def test_the_owner_of_a_club_takes_in_what_is_the_clubs_and_nothing_else(house: House) -> None:
    hana = await house.club()
    theirs = document(clubs={"1": {"orchard": {"trees": 9}}})
    ours = document({"orchard": {"trees": 5}}, clubs={"1": {"orchard": {"trees": 8}}})

    assert "is different now" in (await imported(hana, theirs, cog="orchard", club=CLUB)).text
    assert "of another club" in (await imported(hana, ours, cog="orchard", club=CLUB)).text
    assert "Manage Server" in (await hana.slash("settings", file=theirs)).text

    assert (await orchard.trees(house, 1), await orchard.trees(house)) == (9, 3)


async def test_what_is_exported_of_a_club_holds_nothing_of_the_community(house: House, mia: Person) -> None:
    hana = await house.club()
    await house.bot.settings.change(orchard.place(house), {"trees": 5}, mia.id)
    await house.bot.settings.change(orchard.place(house, club_id=1), {"trees": 9}, mia.id)
    seen = await hana.slash("settings", cog="orchard", club=CLUB)

    seen = await hana.click(seen.message_id, "admin:export:orchard:1")

    assert file_in(house, seen)["community"] == {}
