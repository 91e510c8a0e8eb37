"""`GET /control/messages`: what a person reads."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Attachment, Message

BUTTON = {"type": 1, "id": 1, "components": [{"type": 2, "id": 2, "custom_id": "raise", "label": "Raise"}]}


def say(sandbox: Sandbox, draft: MessageDraft, **options: Any) -> Message:
    world = sandbox.world
    channel = world.channel(int(sandbox.ready.text_channel_id))
    return post(world, channel, world.application.bot, draft, **options)


async def read(sandbox: Sandbox, **query: Any) -> tuple[int, Any]:
    url = f"{sandbox.ready.control}/messages"
    async with aiohttp.ClientSession() as session, session.get(url, params=query) as response:
        return response.status, await response.json()


async def test_messages_are_read_from_oldest_to_newest(sandbox: Sandbox) -> None:
    for text in ("one", "two", "three"):
        say(sandbox, MessageDraft(text))

    status, answer = await read(sandbox, channel_id=sandbox.ready.text_channel_id, limit=2)

    assert (status, [each["content"] for each in answer["messages"]]) == (200, ["two", "three"])


async def test_buttons_and_files_can_be_used_from_what_is_read(sandbox: Sandbox) -> None:
    file = Attachment(sandbox.world.new_id(), "a.txt", "text/plain", b"data")
    say(sandbox, MessageDraft("x", components=[BUTTON], attachments=[file]))

    _, answer = await read(sandbox, channel_id=sandbox.ready.text_channel_id)
    (message,) = answer["messages"]

    assert message["components"][0]["components"][0]["custom_id"] == "raise"
    async with aiohttp.ClientSession() as session, session.get(message["attachments"][0]["url"]) as response:
        assert await response.read() == b"data"


async def test_ephemeral_messages_are_read_by_their_person_alone(sandbox: Sandbox) -> None:
    alice, bob = (add_member(sandbox.world, sandbox.guild, name).user.id for name in ("alice", "bob"))
    say(sandbox, MessageDraft("psst"), visible_to=alice)
    channel = sandbox.ready.text_channel_id

    seen = [
        (await read(sandbox, channel_id=channel, **who))[1]["messages"] for who in ({}, {"person_id": bob})
    ]
    _, hers = await read(sandbox, channel_id=channel, person_id=alice)

    assert seen == [[], []]
    assert [each["content"] for each in hers["messages"]] == ["psst"]


@pytest.mark.parametrize(
    ("query", "status"), [({}, 400), ({"channel_id": "x"}, 400), ({"channel_id": "1"}, 404)]
)
async def test_what_cannot_be_read_is_said(sandbox: Sandbox, query: dict[str, str], status: int) -> None:
    found, answer = await read(sandbox, **query)

    assert found == status
    assert answer["error"]
