"""A host's card of a person, and the menu of a person, as people use them."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.world import voice_states
from bot.sandbox.world.guilds import add_member
from bot.settings.store import COMMUNITY, Place
from bot.testing import eventually
from tests.cogs.hands.test_panel import click, until
from tests.cogs.house import House


async def pressed(host: Person, card: Seen, what: str) -> Seen:
    """Press a button of a card."""
    return await host.click(card.message_id, next(one for one in card.custom_ids if f":{what}:" in one))


async def test_somebody_is_muted_from_the_menu_and_it_is_taken_back(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")

    muted = await pressed(host, await host.context_menu("On stage", ada.id), "mute")
    assert ada.voice is not None
    assert ada.voice.mute
    said = muted.messages[-1]
    undone = await host.click(said.id, said.custom_ids[0])

    assert "Taken back" in undone.text
    assert not ada.voice.mute


async def test_a_bot_is_brought_up_and_sent_down_without_a_place_in_the_queue(house: House) -> None:
    host = await house.room()
    robot = add_member(house.sandbox.world, house.sandbox.guild, "Tune", bot=True).user.id
    state = voice_states.join(house.sandbox.world, house.sandbox.guild.id, robot, house.stage_id)
    await eventually(lambda: house.bot.whereabouts.bots >= {robot})
    card = await host.context_menu("On stage", robot)
    assert "is a bot" in card.text

    await pressed(host, card, "invite")
    assert not state.suppress
    await pressed(host, card, "dismiss")

    assert state.suppress
    await house.expect_queue(host, [])


async def test_a_speaker_is_sent_to_the_audience_and_invited_back_or_removed_for_good(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.raise_hand()
    await host.slash("hand next")
    await ada.accept()

    sent = await pressed(host, await host.context_menu("On stage", ada.id), "dismiss")
    assert ada.is_audience
    said = sent.messages[-1]
    undone = await host.click(said.id, said.custom_ids[0])
    assert "invited to speak again" in undone.text
    assert ada.is_invited
    removed = await pressed(host, await host.context_menu("On stage", ada.id), "remove")

    assert ada.voice is None
    assert removed.messages[-1].custom_ids == []
    history = (await host.slash("hand history")).text
    assert f"took back what was done about {ada.mention}" in history
    assert f"removed {ada.mention} from the stage" in history


async def test_somebody_is_kept_out_with_a_reason_and_let_in_again(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    card = await host.context_menu("On stage", ada.id)

    await pressed(host, card, "keep-out")
    assert "is not a length" in (await host.submit({"reason": "shouts", "span": "soon"})).text
    await pressed(host, card, "keep-out")
    await host.submit({"reason": "shouts **loudly**", "span": "12h"})

    assert ada.voice is None
    await ada.join(house.stage_id)
    await eventually(lambda: ada.voice is None)
    history = (await host.slash("hand history")).text
    assert f"kept {ada.mention} out of a room, until <t:" in history
    assert ": shouts \\*\\*loudly\\*\\*" in history
    await pressed(host, card, "let-in")
    await ada.join(house.stage_id)
    assert "number 1" in (await ada.slash("hand raise")).text


async def test_the_owner_of_the_community_is_out_of_a_hosts_reach(house: House) -> None:
    host = await house.room()
    owner = Person(house.sandbox.world, house.sandbox.guild.owner_id)
    await owner.join(house.stage_id)

    seen = await pressed(host, await host.context_menu("On stage", owner.id), "remove")

    assert "as high here as you do" in seen.text
    assert owner.voice is not None


async def test_whoever_manages_the_server_acts_against_people_and_runs_no_queue(house: House) -> None:
    host, ada, mia = await house.room(), await house.listener("Ada"), house.manager()
    await mia.join(house.stage_id)
    await ada.slash("hand raise")

    await until(house, mia, lambda text: "Waiting: 1" in text)
    assert "Only a host" in await click(house, mia, "next")
    card = await mia.context_menu("On stage", ada.id)
    assert not any(":invite:" in one or ":skip:" in one for one in card.custom_ids)
    await pressed(mia, card, "dismiss")
    await house.expect_queue(host, [])
    await pressed(mia, card, "remove")

    assert ada.voice is None
    refused = await pressed(host, await host.context_menu("On stage", mia.id), "mute")
    assert "as high here as you do" in refused.text


async def test_a_listener_reports_somebody_to_the_administrators(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    assert "chosen where reports are read" in (await ada.context_menu("On stage", bob.id)).text
    text = house.sandbox.house.text
    place = Place(house.sandbox.guild.id, "hands", COMMUNITY)
    await house.bot.settings.change(place, {"report_channel": str(text.id)}, by=host.id)

    await ada.context_menu("On stage", bob.id)
    await ada.submit({"what": "He shouts"})

    wanted = f"{ada.mention} reports {bob.mention}"
    await eventually(lambda: any(wanted in each.text for each in host.messages(text.id)))


async def test_a_host_reports_somebody_from_their_card_wherever_the_host_is(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    card = await host.context_menu("On stage", ada.id)
    report = next(one for one in card.custom_ids if one.startswith("hands:tell:"))
    assert "chosen where reports are read" in (await host.click(card.message_id, report)).text
    text = house.sandbox.house.text
    place = Place(house.sandbox.guild.id, "hands", COMMUNITY)
    await house.bot.settings.change(place, {"report_channel": str(text.id)}, by=host.id)

    await host.leave()
    await host.click(card.message_id, report)
    assert "Thank you" in (await host.submit({"what": "Threats"})).text

    wanted = f"{host.mention} reports {ada.mention}"
    await eventually(lambda: any(wanted in each.text for each in host.messages(text.id)))
