"""Who changed what, page by page, and the way back."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from tests.cogs.admin import orchard
from tests.cogs.house import CLUB, House

NEWEST = "admin:past:orchard:0:"


async def changed(house: House, by: Person, **values: object) -> int:
    """Change something without a page; answer the number of the last change."""
    changes = await house.bot.settings.change(orchard.place(house), values, by.id)
    return changes[-1].id


async def history(person: Person) -> Seen:
    """What somebody sees who opens the history."""
    seen = await person.slash("settings", cog="orchard")
    return await person.click(seen.message_id, NEWEST)


def undo_buttons(seen: Seen) -> list[str]:
    """What can be undone, the newest first."""
    return [custom_id for custom_id in seen.custom_ids if custom_id.startswith("admin:undo")]


async def test_the_history_says_who_changed_what_from_what_to_what(
    house: House, mia: Person, ada: Person
) -> None:
    await changed(house, ada, trees=5)
    await changed(house, mia, trees=6, fruit="wild_pear")

    seen = await history(mia)

    head, *entries = seen.text.split("\n**")
    assert head == "## Orchard: history"
    assert [entry.splitlines()[0] for entry in entries] == [
        "Fruit**: the default → Wild pears",
        "Trees**: 5 → 6",
        "Trees**: the default → 5",
    ]
    assert [mia.mention in entry for entry in entries] == [True, True, False]


async def test_a_change_is_undone_with_one_press_and_that_is_a_change_too(house: House, mia: Person) -> None:
    await changed(house, mia, trees=5)
    number = await changed(house, mia, trees=6)
    seen = await history(mia)

    seen = await mia.click(seen.message_id, f"admin:undo:{number}")

    assert "Undone. **Trees**: 6 → 5" in seen.text
    assert "(undone)" in seen.text
    assert await orchard.trees(house) == 5


async def test_only_the_last_change_of_each_setting_has_a_button(house: House, mia: Person) -> None:
    await changed(house, mia, trees=5)
    trees = await changed(house, mia, trees=6)
    fruit = await changed(house, mia, fruit="wild_pear")

    seen = await history(mia)

    assert undo_buttons(seen) == [f"admin:undo:{fruit}", f"admin:undo:{trees}"]


async def test_the_second_of_two_who_undo_the_same_is_told_so(house: House, mia: Person) -> None:
    number = await changed(house, mia, trees=5)
    of_noah = house.manager("Noah")
    mine, theirs = await history(mia), await history(of_noah)
    await mia.click(mine.message_id, f"admin:undo:{number}")

    seen = await of_noah.click(theirs.message_id, f"admin:undo:{number}")

    assert "That change cannot be undone" in seen.text
    assert await orchard.chosen(house) == {}


async def test_a_long_history_is_read_page_by_page(house: House, mia: Person) -> None:
    numbers = [await changed(house, mia, trees=trees) for trees in range(10, 30)]

    seen = await history(mia)
    pages = [seen.text]
    for last in (numbers[-8], numbers[-16]):
        seen = await mia.click(seen.message_id, f"{NEWEST}{last}")
        pages.append(seen.text)

    assert [page.count("**Trees**") for page in pages] == [8, 8, 4]
    assert "**Trees**: the default → 10" in pages[-1]
    assert (await mia.click(seen.message_id, NEWEST)).text == pages[0]


async def test_nothing_was_changed_yet(mia: Person) -> None:
    assert "Nothing was changed yet." in (await history(mia)).text


async def test_a_club_has_a_history_of_its_own(house: House, mia: Person) -> None:
    hana = await house.club()
    await changed(house, mia, trees=5)
    await house.bot.settings.change(orchard.place(house, club_id=1), {"trees": 9}, hana.id)

    seen = await hana.slash("settings", cog="orchard", club=CLUB)
    seen = await hana.click(seen.message_id, "admin:past:orchard:1:")

    assert f"## Orchard: history of {CLUB}" in seen.text
    assert seen.text.count("**Trees**") == 1
    await hana.click(seen.message_id, undo_buttons(seen)[0])
    assert await orchard.chosen(house, club_id=1) == {}


async def test_who_owns_a_club_undoes_nothing_of_the_community(house: House, mia: Person) -> None:
    hana = await house.club()
    number = await changed(house, mia, trees=5)
    seen = await hana.slash("settings", cog="orchard", club=CLUB)
    seen = await hana.click(seen.message_id, "admin:past:orchard:1:")
    message = house.sandbox.world.messages[house.sandbox.house.text.id][seen.message_id or 0]
    message.components[0]["components"][-1]["components"][0]["custom_id"] = f"admin:undo:{number}"
    message.components[0]["components"][-1]["components"][0]["disabled"] = False

    refused = await hana.click(seen.message_id, f"admin:undo:{number}")

    assert "Manage Server" in refused.text
    assert await orchard.trees(house) == 5
