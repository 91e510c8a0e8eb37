"""The card of a room says what is so: one message in the chat of its stage, across restarts."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.world import stages
from bot.sandbox.world.guilds import add_member
from bot.settings.store import Place
from bot.testing import eventually, running
from tests.cogs.house import CLUB, TOPIC, House


def cards(house: House, reader: Person, stage_id: int | None = None) -> list[SeenMessage]:
    """The cards in a stage's chat, where other cogs may show something too."""
    laid_out = [each for each in reader.messages(stage_id or house.stage_id) if each.components]
    return [
        each
        for each in laid_out
        if each.text.startswith("## ") and not any(found.startswith("hands:") for found in each.custom_ids)
    ]


def card(house: House, reader: Person) -> str:
    """What the one card says, or nothing yet."""
    found = cards(house, reader)
    assert len(found) <= 1
    return found[0].text if found else ""


async def test_a_card_says_who_hosts_who_speaks_and_who_listens(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await bob.raise_hand()
    await host.slash("hand next")
    await bob.accept()
    await ada.raise_hand()

    await eventually(lambda: f"**Next:** {ada.mention}" in card(house, host))

    said = card(house, host)
    assert f"## {TOPIC}" in said
    assert f"{CLUB} · open since" in said
    assert f"**Host:** {host.mention}" in said
    assert f"**On stage (1):** {bob.mention}" in said
    assert "**Listening:** 2, one hand up" in said
    assert "I am not on this stage" not in said


async def test_what_people_typed_stands_on_the_card_as_they_typed_it(house: House) -> None:
    host = await house.club()

    await host.slash("room open", club=CLUB, topic="**@everyone** <@1> [x](http://x)")

    await eventually(lambda: card(house, host))
    (message,) = cards(house, host)
    assert r"\*\*@" in message.text
    assert not message.payload["mention_everyone"]
    assert message.payload["mentions"] == []


async def test_a_room_that_has_ended_leaves_a_card_that_says_how_it_was(house: House) -> None:
    host = await house.room()
    await eventually(lambda: card(house, host))
    house.sandbox.advance(3600)

    await host.slash("room close")

    await eventually(lambda: "The room is over" in card(house, host))
    assert "one person came" in card(house, host)


async def test_a_card_that_was_deleted_comes_back_with_the_next_change(house: House) -> None:
    host = await house.room()
    await eventually(lambda: card(house, host))
    (old,) = cards(house, host)
    del house.sandbox.world.messages[house.stage_id][old.id]

    await house.listener("Ada")

    await eventually(lambda: "**Listening:** 2" in card(house, host))


async def test_after_a_restart_the_same_card_goes_on(house: House) -> None:
    host = await house.room()
    await eventually(lambda: "**Listening:** 1" in card(house, host))
    (before,) = cards(house, host)
    ada = house.person("Ada")
    await host.slash("room cohost add", person=ada.id)
    await house.bot.close()

    async with running(house.sandbox, house.bot.config):
        await ada.join(house.stage_id)
        await eventually(lambda: "**Listening:** 2" in card(house, host))

    assert f"**Co-hosts:** {ada.mention}" in card(house, host)
    assert [each.id for each in cards(house, host)] == [before.id]


async def test_the_second_room_says_where_the_voice_is_until_it_comes(house: House) -> None:
    host = await house.room()

    await host.slash("room open", club=CLUB, topic="Second", stage=house.other_stage_id)

    await eventually(lambda: cards(house, host, house.other_stage_id))
    (second,) = cards(house, host, house.other_stage_id)
    assert f"My voice is on <#{house.stage_id}>: no chime" in second.text
    await host.slash("room close")
    await eventually(lambda: "My voice is on" not in cards(house, host, house.other_stage_id)[0].text)


async def test_a_card_can_be_put_at_the_end_of_the_chat(house: House) -> None:
    host = await house.room()
    await eventually(lambda: card(house, host))
    (old,) = cards(house, host)
    host.write("We are getting along fine", house.stage_id)

    seen = await host.slash("room card")

    assert "at the end of the chat" in seen.text
    await eventually(lambda: [each.id for each in cards(house, host)] not in ([], [old.id]))
    assert host.messages(house.stage_id)[-1].components


async def test_a_community_may_do_without_cards(house: House) -> None:
    await house.bot.settings.change(Place(house.sandbox.guild.id, "rooms"), {"show_card": False}, by=1)
    host = await house.room()
    await house.bot.settings.change(Place(house.sandbox.guild.id, "rooms"), {"show_card": True}, by=1)
    assert cards(house, host) == []

    await house.listener("Ada")

    await eventually(lambda: card(house, host))


async def test_a_topic_that_changes_here_or_in_discord_is_on_the_stage_and_on_the_card(house: House) -> None:
    host = await house.room()

    seen = await host.slash("room topic", topic="What wakes you up?")

    assert "about **What wakes you up?** now" in seen.text
    assert house.instance is not None
    assert house.instance.topic == "What wakes you up?"
    await eventually(lambda: "## What wakes you up?" in card(house, host))
    stages.edit_stage(house.sandbox.world, house.stage_id, house.sandbox.guild.owner_id, topic="By hand")
    await eventually(lambda: "## By hand" in card(house, host))


async def test_a_host_hands_the_room_over_and_stays_as_a_cohost(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await eventually(lambda: "**Listening:** 2" in card(house, host))

    robot = add_member(house.sandbox.world, house.sandbox.guild, "Tune", bot=True).user.id
    assert "A bot cannot run a room" in (await host.slash("room handover", person=robot)).text
    seen = await host.slash("room handover", person=ada.id)

    assert f"{ada.mention} hosts" in seen.text
    await eventually(lambda: f"**Host:** {ada.mention}" in card(house, host))
    assert f"**Co-hosts:** {host.mention}" in card(house, host)
    assert "is closed" in (await ada.slash("room close")).text


async def test_a_cohost_runs_the_room_until_they_are_removed(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    assert "Only a host" in (await ada.slash("room topic", topic="Mine")).text

    assert f"{ada.mention} runs" in (await host.slash("room cohost add", person=ada.id)).text
    assert "about **Mine** now" in (await ada.slash("room topic", topic="Mine")).text
    assert "cannot give a room away" in (await ada.slash("room handover", person=ada.id)).text
    await host.slash("room cohost remove", person=ada.id)
    bot_id = house.sandbox.world.application.bot.id
    assert "A bot cannot run a room" in (await host.slash("room cohost add", person=bot_id)).text

    assert "Only a host" in (await ada.slash("room topic", topic="Mine again")).text
