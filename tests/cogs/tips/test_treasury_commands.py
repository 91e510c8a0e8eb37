"""`/treasury`, as administrators and others meet it."""

from __future__ import annotations

import pytest

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from cogs.tips.api import Ledger
from tests.cogs.house import House

WHY = "for the posters"


@pytest.fixture
def people(house: House) -> tuple[Person, Person]:
    return house.manager(), house.person("Bob")


async def has(house: House, person: Person) -> int:
    return await house.bot.service(Ledger).balance(house.sandbox.guild.id, person.id)


async def test_an_administrator_gives_points_with_a_reason(people: tuple[Person, Person]) -> None:
    mia, bob = people

    seen = await mia.slash("treasury issue", member=bob.id, amount="50", reason=WHY)

    assert seen.ephemeral
    assert seen.text == f"{bob.mention} was given 50 points, and has 150 now. That is transfer 2."
    assert f"50 from the community: “{WHY}”" in (await bob.slash("wallet")).text


async def test_a_large_amount_is_typed_twice(house: House, people: tuple[Person, Person]) -> None:
    mia, bob = people
    await mia.slash("treasury issue", member=bob.id, amount="5000", reason=WHY)

    assert "That is not 5,000" in (await mia.submit({"amount": "500", "reason": WHY})).text
    assert await has(house, bob) == 100
    await mia.slash("treasury issue", member=bob.id, amount="5000", reason=WHY)
    seen = await mia.submit({"amount": "5,000", "reason": WHY})

    assert "has 5,100 now" in seen.text
    assert await has(house, bob) == 5100


async def test_a_form_that_arrives_twice_moves_its_points_once(
    house: House, people: tuple[Person, Person]
) -> None:
    mia, bob = people
    await mia.slash("treasury issue", member=bob.id, amount="5000", reason=WHY)
    await mia.submit({"amount": "5000", "reason": WHY})

    await house.sandbox.faults.inject("repeat_interaction")
    await mia.slash("treasury budget")

    assert await has(house, bob) == 5100


async def test_points_are_taken_back_and_never_more_than_there_are(
    house: House, people: tuple[Person, Person]
) -> None:
    mia, bob = people

    assert "has 70 now" in (await mia.slash("treasury withdraw", member=bob.id, amount="30", reason=WHY)).text
    refused = await mia.slash("treasury withdraw", member=bob.id, amount="71", reason=WHY)

    assert "They have 70, which is less than 71" in refused.text
    assert await has(house, bob) == 70


async def test_a_mistake_is_undone_by_its_number(house: House, people: tuple[Person, Person]) -> None:
    mia, bob = people
    await mia.slash("treasury issue", member=bob.id, amount="50", reason=WHY)

    seen = await mia.slash("treasury reverse", transfer=2, reason="a slip")

    assert seen.text == "Transfer 2 is undone by transfer 3."
    assert await has(house, bob) == 100
    assert "no transfer 99" in (await mia.slash("treasury reverse", transfer=99, reason="a slip")).text
    assert (
        "takes another one back" in (await mia.slash("treasury reverse", transfer=3, reason="no slip")).text
    )


async def test_the_budget_is_shown(people: tuple[Person, Person]) -> None:
    mia, bob = people
    await mia.slash("treasury issue", member=bob.id, amount="50", reason=WHY)

    seen = await mia.slash("treasury budget")

    assert "holds **150**" in seen.text
    assert "given by administrators: 50\n- taken back by them: 0" in seen.text


async def test_others_have_nothing_to_do_with_it(house: House, people: tuple[Person, Person]) -> None:
    _, bob = people

    with pytest.raises(ActorError):
        await bob.slash("treasury issue", member=bob.id, amount="50", reason=WHY)

    assert await has(house, bob) == 100


async def test_bots_are_given_nothing(house: House, people: tuple[Person, Person]) -> None:
    mia, _ = people
    bot_id = house.sandbox.world.application.bot.id

    assert "no wallet" in (await mia.slash("treasury issue", member=bot_id, amount="5", reason=WHY)).text


async def test_a_french_administrator_reads_french(house: House, people: tuple[Person, Person]) -> None:
    _, bob = people
    chloe = house.manager("Chloé", locale="fr")

    seen = await chloe.slash("treasury issue", member=bob.id, amount="50", reason=WHY)

    assert seen.text == f"{bob.mention} a reçu 50 points et en a maintenant 150. C'est le virement 2."
