"""What a community sets of tips holds with the next tip."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.sandbox.people.person import Person
from bot.settings.store import Place
from cogs.tips.api import Ledger
from cogs.tips.settings import TipSettings
from cogs.tips.verify import verify
from tests.cogs.house import House


async def set_tips(house: House, **values: object) -> None:
    """Set something, as an administrator would on the page."""
    await house.bot.settings.change(Place(house.sandbox.guild.id, "tips"), values, by=1)


@pytest.fixture
def people(house: House) -> tuple[Person, Person]:
    return house.person("Ada"), house.person("Bob")


async def test_points_are_called_what_the_community_calls_them(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    await set_tips(house, currency="*stars*")

    seen = await ada.slash("tip", member=bob.id, amount="5")

    assert seen.text.startswith(f"You gave {bob.mention} 5 \\*stars\\*, and all of it reached them.")
    assert "You have **95 \\*stars\\***." in (await ada.slash("wallet")).text


@pytest.mark.parametrize("points", [0, 7])
async def test_everybody_begins_with_what_the_community_gives_them(
    house: House, people: tuple[Person, Person], points: int
) -> None:
    ada, bob = people
    await ada.slash("wallet")
    await set_tips(house, welcome_points=points)

    ledger = house.bot.service(Ledger)

    assert await ledger.balance(house.sandbox.guild.id, bob.id) == points
    assert await ledger.balance(house.sandbox.guild.id, ada.id) == 100
    assert (await verify(house.bot.database)).holds


async def test_more_than_the_community_allows_in_one_tip_is_refused(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    await set_tips(house, most_in_one_tip=10)

    assert (
        "more than one tip may carry, which is 10"
        in (await ada.slash("tip", member=bob.id, amount="11")).text
    )
    assert "You have 90 left" in (await ada.slash("tip", member=bob.id, amount="10")).text


async def test_an_equal_tip_is_asked_about_for_as_long_as_the_community_says(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    await set_tips(house, equal_tip_seconds=300)
    await ada.slash("tip", member=bob.id, amount="5")

    assert "less than 300 seconds ago" in (await ada.slash("tip", member=bob.id, amount="5")).text

    await set_tips(house, equal_tip_seconds=0)
    assert "You have 90 left" in (await ada.slash("tip", member=bob.id, amount="5")).text


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"presets": "50; 10 10"}, "10, 50"),
        ({"currencies": "eur,usd, EUR"}, "EUR, USD"),
        ({"currencies": ""}, ""),
    ],
)
def test_a_list_is_kept_in_one_form(chosen: dict[str, str], kept: str) -> None:
    settings = TipSettings.model_validate(chosen)

    assert [getattr(settings, name) for name in chosen] == [kept]


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ({"presets": "10, ten"}, "presets-not-amounts"),
        ({"presets": "0"}, "presets-not-amounts"),
        ({"presets": "1 2 3 4 5"}, "presets-too-many"),
        ({"currencies": "EURO"}, "currencies-unknown"),
        ({"currencies": "EUR USD GBP CHF SEK NOK"}, "currencies-too-many"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_with_the_reason(chosen: dict[str, str], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TipSettings.model_validate(chosen)

    (problem,) = refused.value.errors()
    assert problem["ctx"]["error"].reasons[0].key == reason
