"""Help says what this person may use here, in their words, and nothing else."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.world.components import walk
from tests.cogs.house import House


def registered_id(house: House, name: str) -> str:
    """Discord's number of a command."""
    commands = house.sandbox.world.commands[None].values()
    return next(str(command["id"]) for command in commands if command["name"] == name)


async def everything(person: Person) -> str:
    """The help from its first page to its last."""
    seen = await person.slash("help")
    texts = [seen.text]
    while len(seen.custom_ids) == 2 and not is_last(seen):
        seen = await person.click(seen.message_id, seen.custom_ids[1])
        texts.append(seen.text)
    return "\n".join(texts)


def is_last(seen: Seen) -> bool:
    """Whether there is no page after this one."""
    return any(
        part.get("disabled") for part in walk(seen.components) if part.get("custom_id") == seen.custom_ids[1]
    )


async def test_commands_are_shown_cog_by_cog_to_be_clicked_on(house: House, ada: Person) -> None:
    text = await everything(ada)

    under, cog = {}, ""
    for line in text.splitlines():
        cog = line.removeprefix("### ") if line.startswith("### ") else cog
        under[line] = cog
    wallet = f"</wallet:{registered_id(house, 'wallet')}>: See what you have, what you gave and what you got"
    assert under[wallet] == "Tips"
    assert "</room open:" in text


async def test_nobody_is_shown_what_they_may_not_use(mia: Person, ada: Person) -> None:
    assert "</cogs off:" in await everything(mia)
    of_ada = await everything(ada)
    assert "</cogs off:" not in of_ada
    assert "</setup:" not in of_ada


async def test_what_is_switched_off_is_not_offered(mia: Person, ada: Person) -> None:
    await mia.slash("cogs off", cog="rooms")

    text = await everything(ada)

    assert "</hand raise:" not in text
    assert "</club join:" in text


async def test_a_command_is_explained_with_its_options(house: House, ada: Person) -> None:
    seen = await ada.slash("help", command="room open")

    assert seen.text.splitlines() == [
        f"</room open:{registered_id(house, 'room')}>",
        "Open a room of your club on a stage",
        "- `club`: Whose room it is",
        "- `topic`: What it is about, as everybody will see it",
        "- `stage` (may be left out): Where; the stage you are on, or the first free one",
        "- `kind` (may be left out): Who may come in; everybody, if you do not say",
    ]


async def test_a_first_word_explains_all_that_follows_it(ada: Person) -> None:
    text = (await ada.slash("help", command="/hand")).text

    assert [f"</hand {name}:" in text for name in ("lower", "raise", "status")] == [True] * 3
    assert "- `question`" in text


async def test_a_first_word_that_much_follows_explains_each_in_a_line(ada: Person) -> None:
    text = (await ada.slash("help", command="/club")).text

    assert text.splitlines()[0].startswith("`/club ")
    assert [f"`/club {name}`:" in text for name in ("create", "join", "list")] == [True] * 3


async def test_what_an_administrator_needs_is_named_to_them(mia: Person) -> None:
    assert "Needs the permission: Manage Server." in (await mia.slash("help", command="cogs off")).text


async def test_a_command_is_found_and_explained_in_ones_own_language(house: House) -> None:
    louise = house.person("Louise", locale="fr")

    assert await louise.autocomplete("aide", "commande", "portef") == [
        {"name": "/portefeuille", "value": "wallet"}
    ]
    seen = await louise.slash("aide", commande="pourboire")
    assert "Donner des points à quelqu'un" in seen.text
    assert "- `mot` (facultatif) : Un mot pour l'accompagner" in seen.text


async def test_what_is_no_command_or_not_theirs_is_not_there(ada: Person) -> None:
    assert "no command dance" in (await ada.slash("help", command="dance")).text
    assert "no command cogs off" in (await ada.slash("help", command="cogs off")).text
    assert await ada.autocomplete("help", "command", "cogs") == []
