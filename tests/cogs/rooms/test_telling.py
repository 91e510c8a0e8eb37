"""Those who follow a club are told of its rooms in the way they chose, and nobody else is."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.world.models import STAGE, ScheduledEvent
from bot.sandbox.world.scheduled_events import create_event
from bot.testing import eventually, running
from cogs.clubs.api import Clubs, ToldBy
from cogs.clubs.service import ClubBook
from cogs.rooms import telling
from cogs.rooms.tables import PingRow
from tests.cogs.house import CLUB, TOPIC, House


async def in_channel(house: House) -> Person:
    """Give the club a text channel; answer its owner, who is on the stage."""
    hana = await house.club()
    steward = house.sandbox.actor(house.sandbox.guild.owner_id)
    await steward.slash("club bind channel", club=CLUB, channel=house.sandbox.house.text.id)
    await hana.join(house.stage_id)
    return hana


def told(house: House) -> list[SeenMessage]:
    """What the bot has written into the channel."""
    return [
        message
        for message in house.person("Zoe").messages(house.sandbox.house.text.id)
        if TOPIC in message.text
    ]


async def test_a_follower_is_told_by_direct_message_in_their_language(house: House) -> None:
    hana = await in_channel(house)
    ada, zoe, eve = house.person("Ada"), house.person("Zoé", "fr"), house.person("Eve")
    await ada.slash("club follow", club=CLUB, how="dm")
    await zoe.slash("club follow", club=CLUB, how="dm")

    await hana.slash("room open", club=CLUB, topic=TOPIC)

    await eventually(lambda: ada.direct_messages and zoe.direct_messages)
    assert ada.direct_messages[0].text.splitlines() == [
        f"**{CLUB}** in **{house.sandbox.guild.name}** has opened a room: **{TOPIC}**."
        f" Come to <#{house.stage_id}>.",
        "-# You follow this club. `/club unfollow` there ends it.",
    ]
    assert "a ouvert un salon" in zoe.direct_messages[0].text
    assert eve.direct_messages == hana.direct_messages == []


async def test_followers_are_mentioned_together_in_the_clubs_channel(house: House) -> None:
    hana = await in_channel(house)
    people = [house.person(name) for name in ("Ada", "Bob")]
    for person in (*people, hana):
        await person.slash("club follow", club=CLUB, how="channel")

    await hana.slash("room open", club=CLUB, topic=TOPIC)

    await eventually(lambda: told(house))
    (message,) = told(house)
    assert message.text.splitlines()[1] == (
        f"-# For those who follow **{CLUB}**: {' '.join(person.mention for person in people)}"
    )
    assert message.payload["mention_everyone"] is False
    assert [int(user["id"]) for user in message.payload["mentions"]] == [person.id for person in people]


async def test_who_no_longer_follows_is_not_told_and_who_takes_no_messages_stops_nobody(house: House) -> None:
    hana = await in_channel(house)
    ada, bob, cid = (house.person(name) for name in ("Ada", "Bob", "Cid"))
    for person in (ada, bob, cid):
        await person.slash("club follow", club=CLUB, how="dm")
    await ada.slash("club unfollow", club=CLUB)
    bob.user.accepts_dms = False

    await hana.slash("room open", club=CLUB, topic=TOPIC)

    await eventually(lambda: cid.direct_messages)
    assert ada.direct_messages == bob.direct_messages == []


async def test_a_bot_that_was_killed_before_it_told_anybody_tells_them_once_it_is_back(
    house: House,
) -> None:
    hana, ada, config = await in_channel(house), house.person("Ada"), house.bot.config
    await ada.slash("club follow", club=CLUB, how="dm")
    house.bot.paced.serves = lambda _guild_id: False  # it gets no turn before its end
    await hana.slash("room open", club=CLUB, topic=TOPIC)
    assert ada.direct_messages == []
    await house.bot.close()

    async with running(house.sandbox, config) as bot:
        await eventually(lambda: ada.direct_messages)
        await hana.slash("room close")
        await hana.slash("room open", club=CLUB, topic="Once more")
        await eventually(lambda: len(ada.direct_messages) == 2)

    assert [TOPIC in message.text for message in ada.direct_messages] == [True, False]
    assert bot.is_closed()


async def test_nobody_is_told_of_a_room_that_is_over(house: House) -> None:
    hana, ada, config = await in_channel(house), house.person("Ada"), house.bot.config
    await ada.slash("club follow", club=CLUB, how="dm")
    house.bot.paced.serves = lambda _guild_id: False
    await hana.slash("room open", club=CLUB, topic=TOPIC)
    await hana.slash("room close")
    await house.bot.close()

    async with running(house.sandbox, config):
        await hana.slash("room open", club=CLUB, topic="Another")
        await eventually(lambda: ada.direct_messages)

    assert ["Another" in message.text for message in ada.direct_messages] == [True]


async def test_many_followers_are_mentioned_in_groups_each_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MENTIONED_AT_ONCE", 2)
    hana = await in_channel(house)
    people = [house.person(f"Owl {number}") for number in range(5)]
    club = await house.bot.service(Clubs).named(house.sandbox.guild.id, CLUB)
    for person in people:
        await house.bot.service(ClubBook).following.follow(club.id, person.id, ToldBy.CHANNEL)

    await hana.slash("room open", club=CLUB, topic=TOPIC)

    await eventually(lambda: len(told(house)) == 3)
    mentioned = [user["id"] for message in told(house) for user in message.payload["mentions"]]
    assert sorted(map(int, mentioned)) == sorted(person.id for person in people)


async def test_a_card_shows_the_room_that_is_open(house: House) -> None:
    hana = await house.room()

    assert f"Live now: **{TOPIC}** on <#{house.stage_id}>" in (await hana.slash("club info", club=CLUB)).text

    await hana.slash("room close")
    assert "Live now" not in (await hana.slash("club info", club=CLUB)).text


async def test_a_card_shows_the_next_room_that_is_planned_on_the_clubs_stage(house: House) -> None:
    hana, sandbox = await house.club(), house.sandbox
    steward = sandbox.actor(sandbox.guild.owner_id)
    await steward.slash("club bind stage", club=CLUB, stage=house.stage_id)
    tomorrow = sandbox.world.clock.now() + timedelta(days=1)
    for begins, name in ((tomorrow + timedelta(days=2), "Later"), (tomorrow, "Sooner *and* better")):
        event = ScheduledEvent(sandbox.world.new_id(), sandbox.guild.id, steward.id, name, begins, STAGE)
        event.channel_id = house.stage_id
        create_event(sandbox.world, event)

    text = (await hana.slash("club info", club=CLUB)).text

    moment = f"<t:{int(tomorrow.timestamp())}:f>"
    assert f"Next: **Sooner \\*and\\* better**, {moment}, on <#{house.stage_id}>" in text
    assert "Later" not in text


async def test_a_host_asks_those_in_who_follow_the_club_once_and_nobody_else(house: House) -> None:
    hana, config = await in_channel(house), house.bot.config
    await hana.slash("room open", club=CLUB, topic=TOPIC)
    ada, bob = house.person("Ada"), house.person("Bob")
    await ada.slash("club follow", club=CLUB, how="dm")

    refused = await hana.slash("room ping", person=bob.id)
    seen = [
        one.text for one in await asyncio.gather(*(hana.slash("room ping", person=ada.id) for _ in range(2)))
    ]

    assert "has not asked to be told" in refused.text
    await bob.slash("club follow", club=CLUB, how="channel")
    await house.manager().slash("club unbind", club=CLUB, what="channel")
    assert "and it has none" in (await hana.slash("room ping", person=bob.id)).text
    assert sorted(f"I ask {ada.mention} into" in text for text in seen) == [False, True]
    assert sorted("asked into this room already" in text for text in seen) == [False, True]
    await eventually(lambda: len(ada.direct_messages) == 1)
    assert TOPIC in ada.direct_messages[0].text
    await house.bot.close()

    async with running(house.sandbox, config) as bot:
        assert "asked into this room already" in (await hana.slash("room ping", person=ada.id)).text
        await hana.slash("room close")
        async with bot.database.reading() as session:
            assert list(await session.scalars(select(PingRow))) == []
    assert bob.direct_messages == []
