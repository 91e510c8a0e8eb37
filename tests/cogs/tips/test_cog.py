from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.testing import eventually
from cogs.tips.api import Ledger
from cogs.tips.settings import TipSettings
from cogs.tips.tables import TransferRow
from tests.cogs.house import House

WELCOME_POINTS = TipSettings().welcome_points


@pytest.fixture
def people(house: House) -> tuple[Person, Person]:
    return house.person("Ada"), house.person("Bob")


async def has(house: House, person: Person) -> int:
    return await house.bot.service(Ledger).balance(house.sandbox.guild.id, person.id)


async def test_a_tip_is_answered_with_a_receipt_that_only_the_tipper_sees(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people

    seen = await ada.slash("tip", member=bob.id, amount="5")

    assert seen.ephemeral
    assert seen.text == f"You gave {bob.mention} 5 points, and all of it reached them. You have 95 left."
    assert (await has(house, ada), await has(house, bob)) == (WELCOME_POINTS - 5, WELCOME_POINTS + 5)


async def test_the_same_interaction_twice_is_one_tip(house: House, people: tuple[Person, Person]) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5")
    tipped = next(reversed(house.sandbox.world.interactions.values()))

    await house.sandbox.faults.inject("repeat_interaction")

    await eventually(lambda: tipped.refused_answers == 1)
    assert await has(house, bob) == WELCOME_POINTS + 5


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "above zero"),
        ("-5", "above zero"),
        ("99999999999999999999", "more than one tip may carry"),
        ("ten", "no amount"),
        ("10x", "no amount"),
        ("101", "You have 100, which is less than 101"),
    ],
)
async def test_a_bad_amount_is_refused_in_words(
    house: House, people: tuple[Person, Person], amount: str, words: str
) -> None:
    ada, bob = people

    assert words in (await ada.slash("tip", member=bob.id, amount=amount)).text
    assert await has(house, bob) == WELCOME_POINTS


async def test_nobody_tips_themselves_or_a_bot(house: House, people: tuple[Person, Person]) -> None:
    ada, _ = people
    bot_id = house.sandbox.world.application.bot.id

    assert "cannot tip yourself" in (await ada.slash("tip", member=ada.id, amount="5")).text
    assert "no wallet" in (await ada.slash("tip", member=bot_id, amount="5")).text


async def test_an_equal_tip_at_once_asks_and_two_clicks_are_one_tip(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5")

    asked = await ada.slash("tip", member=bob.id, amount="5")
    assert "Give the same again?" in asked.text
    answered = await ada.click(asked.message_id, asked.custom_ids[0])
    await house.sandbox.faults.inject("repeat_interaction")

    assert "You have 90 left" in answered.text
    assert ada.look(asked).custom_ids == []
    clicked = next(reversed(house.sandbox.world.interactions.values()))
    await eventually(lambda: clicked.refused_answers == 1)
    assert await has(house, bob) == WELCOME_POINTS + 10


async def test_two_clicks_in_the_same_moment_are_one_tip(house: House, people: tuple[Person, Person]) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5")
    asked = await ada.slash("tip", member=bob.id, amount="5")

    clicks = [ada.click(asked.message_id, asked.custom_ids[0]) for _ in range(2)]
    answered = await asyncio.gather(*clicks)

    assert ["You have 90 left" in seen.text for seen in answered] == [True, True]
    assert await has(house, bob) == WELCOME_POINTS + 10


async def test_no_persons_id_is_in_what_is_chained(house: House, people: tuple[Person, Person]) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5", note="again")
    asked = await ada.slash("tip", member=bob.id, amount="5", note="again")
    assert "without the note" in asked.text
    await ada.click(asked.message_id, asked.custom_ids[0])

    async with house.bot.database.reading() as session:
        transfers = (await session.scalars(select(TransferRow))).all()

    assert len([transfer for transfer in transfers if transfer.kind == "tip"]) == 2
    chained = " ".join(f"{transfer.key} {transfer.hash}" for transfer in transfers)
    assert not any(str(person.id) in chained for person in people)


async def test_a_wallet_shows_the_balance_and_what_came_and_went(people: tuple[Person, Person]) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5", note="for *you*")

    wallet = (await bob.slash("wallet")).text

    assert "**105 points**" in wallet
    assert f"5 from {ada.mention}: “for \\*you\\*”" in wallet
    assert "**95 points**" in (await ada.slash("wallet")).text


async def test_a_note_longer_than_a_note_is_not_even_sent(people: tuple[Person, Person]) -> None:
    ada, bob = people

    with pytest.raises(ActorError):
        await ada.slash("tip", member=bob.id, amount="5", note="x" * 201)


async def test_a_french_tipper_reads_french(house: House, people: tuple[Person, Person]) -> None:
    _, bob = people
    chloe = house.person("Chloé", locale="fr")

    seen = await chloe.slash("tip", member=bob.id, amount="1")

    assert seen.text == f"Vous avez donné 1 point à {bob.mention}, et tout est arrivé. Il vous reste 99."


async def test_a_tip_without_a_name_tells_the_creator_no_name(people: tuple[Person, Person]) -> None:
    ada, bob = people

    seen = await ada.slash("tip", member=bob.id, amount="5", anonymous=True)

    assert f"You gave {bob.mention} 5 points without your name" in seen.text
    wallet = (await bob.slash("wallet")).text
    assert "5 from somebody who gave no name" in wallet
    assert ada.mention not in wallet
    assert f"5 to {bob.mention}" in (await ada.slash("wallet")).text


async def test_an_equal_tip_without_a_name_is_without_it_again(
    house: House, people: tuple[Person, Person]
) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5", anonymous=True)

    asked = await ada.slash("tip", member=bob.id, amount="5", anonymous=True)
    await ada.click(asked.message_id, asked.custom_ids[0])

    assert (await bob.slash("wallet")).text.count("somebody who gave no name") == 2
    assert await has(house, bob) == WELCOME_POINTS + 10


async def test_a_wallet_goes_back_to_its_beginning(people: tuple[Person, Person]) -> None:
    ada, bob = people
    for amount in range(1, 12):
        await ada.slash("tip", member=bob.id, amount=str(amount))

    newest = await ada.slash("wallet")
    older = await ada.click(newest.message_id, newest.custom_ids[0])

    assert "11 to" in newest.text
    assert "to begin with" not in newest.text
    assert "to begin with" in older.text
    assert len((await bob.slash("wallet")).custom_ids) == 1


async def test_the_board_shows_who_got_most(people: tuple[Person, Person]) -> None:
    ada, bob = people
    assert "Nobody was tipped yet" in (await ada.slash("tips leaderboard")).text
    await ada.slash("tip", member=bob.id, amount="7")
    await bob.slash("tip", member=ada.id, amount="3")

    seen = await ada.slash("tips leaderboard", days=1)

    assert seen.text == f"**Who got most today**\n1. {bob.mention}: 7\n2. {ada.mention}: 3"
