"""The bot is killed as by a power cut, started again, and finds the evening as it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from bot.testing import eventually
from cogs.hands.places import INVITED, RAISED
from tests.evening.night import CLUB, TOPIC, Night, night

#: As many as a welcome pays for, one point more each time.
MOST_TIPS = 13


@pytest.fixture
async def late_evening(tmp_path: Path, database_url: str) -> AsyncIterator[Night]:
    """Give an evening with an open room, on SQLite and on PostgreSQL."""
    async with night(tmp_path, database_url) as begun:
        await begun.open()
        yield begun


async def five_ask(evening: Night) -> list[Person]:
    """Five people with a hand up each, natively and by command in turn."""
    people = [await evening.listener(name) for name in ("Ada", "Bob", "Cleo", "Dan", "Eve")]
    for number, person in enumerate(people):
        await evening.ask(person, natively=number % 2 == 0)
    return people


async def test_room_queue_invitation_and_ledger_are_as_they_were(late_evening: Night) -> None:
    evening = late_evening
    ada, *waiting = await five_ask(evening)
    await evening.host.slash("hand next")
    given = [await evening.tip(waiting[0], waiting[1], amount) for amount in (1, 2, 3)]

    await evening.kill()
    await evening.start()

    await evening.until_queue_is(waiting)
    assert ada.is_invited
    assert await evening.rooms() == ["live"]
    assert (await evening.tips(), sum(given)) == (3, 3)
    await ada.accept()
    await eventually(lambda: ada.is_speaker)
    assert waiting[0].mention in (await evening.host.slash("hand next")).text
    assert TOPIC in (await evening.host.slash("room close")).text
    await eventually(lambda: evening.bot_voice is None)


async def test_what_people_did_meanwhile_is_accounted_for(evening: Night) -> None:
    ada, bob, cleo, dan, eve = await five_ask(evening)
    olga, pia = await evening.listener("Olga"), await evening.listener("Pia")
    for _ in range(2):
        await evening.host.slash("hand next")
    await eventually(lambda: ada.is_invited and bob.is_invited)
    await evening.until_hands({(ada.id, INVITED), (bob.id, INVITED)})

    await evening.kill()
    await ada.accept()
    await bob.decline()
    await cleo.lower_hand()
    await dan.leave()
    await olga.raise_hand()
    await evening.start()

    # Cleo's hand was a native one and is down; Dan asked by command, and is gone.
    await evening.until_queue_is([eve, olga])
    assert (ada.is_speaker, bob.is_audience) == (True, True)
    await evening.ask(pia, natively=False)
    await evening.until_queue_is([eve, olga, pia])


async def test_killed_while_a_room_opens_it_opened_or_did_not(tmp_path: Path) -> None:
    async with night(tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}") as evening:
        ada = await evening.listener("Ada")
        await evening.host.join(evening.stage_id)
        await evening.host.slash("club create", name=CLUB)

        await evening.killed_at(
            "/stage-instances", "POST", evening.host.slash("room open", club=CLUB, topic=TOPIC)
        )
        assert await evening.rooms() == ["scheduled"]
        await evening.start()
        await evening.until_rooms(["cancelled"])
        assert evening.instance is None

        await evening.killed_at(
            "/voice-states/@me", "PATCH", evening.host.slash("room open", club=CLUB, topic=TOPIC)
        )
        assert evening.instance is not None
        await ada.raise_hand()
        await evening.start()
        await evening.until_rooms(["cancelled", "live"])
        await evening.until_queue_is([ada])


async def test_killed_while_a_room_is_closed_off_everybody_comes_in_as_before(evening: Night) -> None:
    stage, everybody = evening.sandbox.house.stage, evening.sandbox.guild.id
    before = dict(stage.overwrites)

    await evening.killed_at(
        f"/channels/{stage.id}/permissions/{everybody}", "PUT", evening.host.slash("room kind", kind="closed")
    )
    assert stage.overwrites != before  # what lets the bot itself in
    await evening.start()

    await eventually(lambda: stage.overwrites == before)


async def test_killed_while_the_next_is_called_nobody_is_lost_or_asked_twice(evening: Night) -> None:
    ada, bob = await evening.listener("Ada"), await evening.listener("Bob")
    await evening.ask(ada, natively=False)
    await evening.ask(bob, natively=True)

    await evening.killed_at(f"/voice-states/{ada.id}", "PATCH", evening.host.slash("hand next"))
    assert await evening.hands() == [(ada.id, INVITED), (bob.id, RAISED)]
    await evening.start()
    await evening.until_queue_is([ada, bob])

    await evening.killed_at("/webhooks/*", None, evening.host.slash("hand next"))
    assert ada.is_invited
    await evening.start()
    await evening.until_queue_is([bob])
    assert ada.is_invited


async def test_killed_in_a_burst_of_tips_every_receipt_is_in_the_ledger_once(evening: Night) -> None:
    tippers = [await evening.listener(f"Tipper {number}") for number in range(30)]
    creator = await evening.listener("Cleo")

    acknowledged: list[int] = []

    async def tips(tipper: Person) -> None:
        for amount in range(1, MOST_TIPS + 1):  # an equal one would be asked about
            if not await evening.tip(tipper, creator, amount):
                return
            acknowledged.append(amount)

    giving = asyncio.gather(*(tips(tipper) for tipper in tippers))
    await evening.until_tips(15)
    await eventually(lambda: acknowledged)  # those who wait for one commit may hear of it later
    await evening.kill()

    await giving
    assert 0 < len(acknowledged) <= await evening.tips() < MOST_TIPS * len(tippers)
