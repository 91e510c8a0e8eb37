"""What every client can do here, whoever wrote it: log in, see, be asked, answer."""

from __future__ import annotations

import pytest

from bot.sandbox.people.person import Person
from tests.conformance.club import Club

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_client_logs_in_and_sees_the_guild_with_its_channels(club: Club) -> None:
    told = await club.client.tells("ready")

    ready = club.sandbox.ready
    assert told["user_id"] == ready.application_id
    [guild] = told["guilds"]
    assert (guild["id"], guild["name"]) == (ready.guild_id, club.sandbox.guild.name)
    assert {"lounge", "Main stage", "Second stage", "Back room"} <= set(guild["channels"])


async def test_a_client_registers_commands_that_people_find(club: Club, ada: Person) -> None:
    registered = await club.client.tells("registered")

    found = {command["name"] for command in ada.commands()}
    assert found == set(registered["commands"]) >= {"greet", "open", "leave"}


async def test_a_client_answers_whoever_uses_its_command(ada: Person) -> None:
    seen = await ada.slash("greet", name="Ada")

    assert (seen.content, seen.ephemeral) == ("Hello, Ada", False)


async def test_a_client_changes_its_answer_when_its_button_is_pressed(club: Club, ada: Person) -> None:
    seen = await ada.slash("greet", name="Ada")

    await club.sandbox.person("Bo").click(seen.message_id, seen.custom_ids[0])

    assert ada.look(seen).content == "Hello again, Bo"


async def test_a_client_opens_a_stage_and_is_told_that_it_is_open(club: Club, ada: Person) -> None:
    seen = await ada.slash("open", stage=club.stage.id, topic="Books")

    assert (seen.content, seen.ephemeral) == ("Open: Books", True)
    told = await club.client.tells("stage_instance", channel_id=str(club.stage.id))
    assert told["topic"] == "Books"


async def test_a_client_sees_who_joins_the_audience_and_who_leaves(club: Club, ada: Person) -> None:
    await ada.join(club.stage.id)
    joined = await club.client.tells("voice_state", user_id=str(ada.id), channel_id=str(club.stage.id))
    assert joined["suppress"] is True

    await ada.leave()

    await club.client.tells("voice_state", user_id=str(ada.id), channel_id=None)


async def test_a_client_whose_gateway_is_cut_resumes_and_misses_nothing(club: Club, ada: Person) -> None:
    gateway = club.sandbox.gateway

    await club.sandbox.faults.inject("drop_gateway")
    await ada.join(club.stage.id)

    await club.client.tells("voice_state", user_id=str(ada.id), channel_id=str(club.stage.id))
    await club.client.tells("resumed")
    assert (gateway.resumed, gateway.identified) == (1, 1)


async def test_a_client_that_is_told_to_slow_down_asks_again(club: Club, ada: Person) -> None:
    await club.sandbox.faults.inject("http_429", path="/stage-instances", retry_after=0.2)

    seen = await ada.slash("open", stage=club.stage.id, topic="Books")

    assert seen.content == "Open: Books"
