from __future__ import annotations

import pytest

from bot.i18n import Text
from bot.sandbox.world.component_types import ComponentType
from bot.sandbox.world.components import walk
from bot.testing import running
from cogs.clubs.api import Club
from tests.cogs.clubs.scene import Scene, pressable
from tests.cogs.clubs.test_pictures import drawn
from tests.cogs.house import CLUB, House

RULES = "Be kind.\nListen."


@pytest.fixture
async def told(scene: Scene) -> Scene:
    """Give a club that says something of itself."""
    await scene.owner.slash("club edit", club=CLUB)
    await scene.owner.submit(
        {
            "name": CLUB,
            "description": "For those who **cannot** sleep. @everyone",
            "rules": RULES,
            "links": "Our archive https://example.org/owls",
        }
    )
    return scene


async def test_a_card_shows_all_that_a_club_says_of_itself(told: Scene) -> None:
    ada = told.house.person("Ada")

    card = await ada.slash("club info", club="night owls")

    assert card.ephemeral
    lines = card.text.splitlines()
    assert lines[:2] == [f"## {CLUB}", "For those who \\*\\*cannot\\*\\* sleep. @\u200beveryone"]
    assert lines[2].startswith("**One member** · founded <t:")
    assert f"Owner: {told.owner.mention}" in lines
    assert "Way in: open, whoever wants to comes in" in lines
    assert lines[-3:] == ["### Rules", "Be kind.", "Listen."]
    assert card.first is not None
    assert "Our archive (example.org)" in str(card.first.payload["components"])
    assert not card.first.payload["mention_everyone"]


async def test_other_cogs_have_a_line_on_the_card(told: Scene) -> None:
    async def line(club: Club) -> Text | None:
        return Text("cogs.clubs", "card-head", club=f"Next: {club.name}") if club.name == CLUB else None

    told.book.add_card_line(line)

    assert f"## Next: {CLUB}" in (await told.owner.slash("club info", club=CLUB)).text


async def test_a_picture_is_shown_on_the_card_and_can_be_taken_away(told: Scene) -> None:
    await told.owner.slash("club edit", club=CLUB, what="picture")
    assert "new picture" in (await told.owner.submit({"file": ("owl.png", drawn("PNG"))})).text

    card = await told.owner.slash("club info", club=CLUB)
    (shown,) = [part for part in walk(card.components) if part["type"] == ComponentType.THUMBNAIL]
    assert "club.webp" in shown["media"]["url"]

    await told.owner.slash("club edit", club=CLUB, what="picture")
    await told.owner.submit({"away": True})
    bare = await told.owner.slash("club info", club=CLUB)
    assert not [part for part in walk(bare.components) if part["type"] == ComponentType.THUMBNAIL]


async def test_what_is_no_picture_is_refused_and_nothing_is_changed(told: Scene) -> None:
    await told.owner.slash("club edit", club=CLUB, what="picture")

    assert (
        "no picture I can read" in (await told.owner.submit({"file": ("owl.png", b"MZ not a picture")})).text
    )

    await told.owner.slash("club edit", club=CLUB, what="picture")
    assert "Nothing was changed" in (await told.owner.submit({})).text


async def test_a_card_that_is_shown_to_all_lets_anybody_in_after_a_restart(told: Scene, house: House) -> None:
    ada, config = house.person("Ada"), house.bot.config
    card = await told.owner.slash("club info", club=CLUB, public=True)
    assert not card.ephemeral
    await house.bot.close()

    async with running(house.sandbox, config):
        joined = await ada.click(card.message_id, pressable(card, "join"))

    assert "You are member number 2" in joined.text
    assert RULES in joined.text


async def test_long_rules_are_cut_on_the_card_and_shown_whole_on_demand(scene: Scene) -> None:
    rules = "\n".join(f"{number}. *No* shouting." for number in range(75))
    await scene.owner.slash("club edit", club=CLUB)
    await scene.owner.submit({"name": CLUB, "description": "*" * 600, "rules": rules})

    card = await scene.owner.slash("club info", club=CLUB)
    whole = await scene.press(scene.owner, card, "rules")

    assert "74\\." not in card.text
    assert card.text.count("\\*") >= 600
    assert "74\\. \\*No\\* shouting." in whole.text


async def test_a_club_that_takes_nobody_in_offers_no_way_in(told: Scene) -> None:
    for way, offers in (("open", True), ("approval", True), ("invitation", False), ("closed", False)):
        await told.way_in(way)
        card = await told.owner.slash("club info", club=CLUB)
        assert any(one.startswith("clubs:join:") for one in card.custom_ids) is offers


async def test_clubs_are_searched_by_name_and_by_what_they_say(told: Scene) -> None:
    ada = told.house.person("Ada")
    await told.owner.slash("club create", name="Jazz")

    found = await ada.slash("club search", words="SLEEP")
    nothing = await ada.slash("club search", words="*opera*")
    card = await ada.choose(found.message_id, pressable(found, "card"), [CLUB])

    assert "One club for “SLEEP”" in found.text
    assert "Jazz" not in found.text
    assert "\\*opera\\*" in nothing.text
    assert f"## {CLUB}" in card.text


async def test_many_clubs_are_listed_a_page_at_a_time(scene: Scene) -> None:
    for number in range(12):
        await scene.book.create(scene.guild.id, f"Club {number:02}", 1000 + number)

    first = await scene.owner.slash("club list")
    second = await scene.owner.click(first.message_id, "clubs:list:1")

    assert first.text.splitlines()[0] == second.text.splitlines()[0] == "## 13 clubs"
    assert (len(first.text.splitlines()), len(second.text.splitlines())) == (11, 4)
