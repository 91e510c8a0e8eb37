"""Whose hand is up is shown to them, and forgotten with them."""

from __future__ import annotations

from cogs.hands.api import HandGone
from tests.cogs.house import TOPIC, House


async def test_a_raised_hand_is_shown_to_its_owner(house: House) -> None:
    await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")

    found = await house.bot.records.about(house.sandbox.guild.id, ada.id)

    (hand,) = next(kept.records["hands"] for kept in found if kept.owner == "cogs.hands")
    assert hand["room"] == TOPIC


async def test_the_hand_of_somebody_who_is_forgotten_goes_down(house: House) -> None:
    host, ada = await house.room(), await house.listener("Ada")
    gone: list[HandGone] = []
    await ada.slash("hand raise")

    async def note(event: HandGone) -> None:
        gone.append(event)

    house.bot.events.subscribe(HandGone, note)
    await house.bot.records.forget(house.sandbox.guild.id, ada.id)

    assert [event.user_id for event in gone] == [ada.id]
    assert "Nobody waits" in (await host.slash("hand queue")).text


async def test_what_somebody_asks_and_when_they_spoke_is_shown_and_forgotten(house: House) -> None:
    host, ada = await house.room(), await house.listener("Ada")
    await ada.slash("hand raise", question=True)
    await ada.submit({"question": "Why?"})
    about = house.bot.records.about
    (found,) = [kept for kept in await about(house.sandbox.guild.id, ada.id) if kept.owner == "cogs.hands"]
    assert found.records["hands"][0]["question"] == "Why?"
    await host.slash("hand next")
    await ada.accept()
    await house.expect_queue(host, [])
    (found,) = [kept for kept in await about(house.sandbox.guild.id, ada.id) if kept.owner == "cogs.hands"]
    assert [turn["ended_at"] for turn in found.records["turns"]] == [None]

    await house.bot.records.forget(house.sandbox.guild.id, ada.id)

    (found,) = [kept for kept in await about(house.sandbox.guild.id, ada.id) if kept.owner == "cogs.hands"]
    assert found.records == {}
