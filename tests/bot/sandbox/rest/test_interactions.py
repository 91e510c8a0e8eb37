"""Callbacks without a library. Discord documentation, "Receiving and Responding to Interactions"."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import interactions
from bot.sandbox.world.interaction import Interaction, InteractionType
from bot.sandbox.world.messages import MessageDraft, post

Callback = Callable[..., Awaitable[tuple[int, Any]]]

MODAL = {
    "custom_id": "form",
    "title": "Form",
    "components": [{"type": 18, "label": "Name", "component": {"type": 4, "custom_id": "name", "style": 1}}],
}
COMMAND: dict[str, Any] = {"id": "1", "name": "do", "type": 1}


def begin(sandbox: Sandbox, kind: InteractionType = InteractionType.COMMAND, **options: Any) -> Interaction:
    person = sandbox.person("alice")
    data: dict[InteractionType, dict[str, Any]] = {
        InteractionType.COMMAND: COMMAND,
        InteractionType.AUTOCOMPLETE: {
            **COMMAND,
            "options": [{"name": "n", "type": 4, "value": "1", "focused": True}],
        },
        InteractionType.COMPONENT: {"custom_id": "press", "component_type": 2, "id": 2},
        InteractionType.MODAL_SUBMIT: {"custom_id": "form", "components": []},
    }
    return interactions.begin(sandbox.world, kind, person.id, sandbox.house.text.id, data[kind], **options)


def on_a_button(sandbox: Sandbox, content: str = "before") -> Interaction:
    row = {"type": 1, "id": 1, "components": [{"type": 2, "id": 2, "style": 1, "custom_id": "press"}]}
    draft = MessageDraft(content=content, components=[row])
    message = post(sandbox.world, sandbox.house.text, sandbox.world.application.bot, draft)
    return begin(sandbox, InteractionType.COMPONENT, used_on=message)


@pytest.fixture
def callback(sandbox: Sandbox) -> Callback:
    """Send one; no token of the bot goes with it."""

    async def send(subject: Interaction, *, query: str = "", **request: Any) -> tuple[int, Any]:
        url = f"{sandbox.ready.api}/interactions/{subject.id}/{subject.token}/callback{query}"
        async with aiohttp.ClientSession() as session, session.post(url, **request) as response:
            return response.status, await response.json() if response.status != 204 else None

    return send


async def test_an_answer_is_204_or_200_with_what_came_of_it(sandbox: Sandbox, callback: Callback) -> None:
    # "Create Interaction Response": with_response
    answer = {"type": 4, "data": {"content": "hi", "flags": 64}}

    assert await callback(begin(sandbox), json=answer) == (204, None)
    subject = begin(sandbox)
    status, body = await callback(subject, query="?with_response=true", json=answer)

    assert status == 200
    assert body["interaction"] == {
        "id": str(subject.id),
        "type": 2,
        "channel_id": str(sandbox.house.text.id),
        "guild_id": str(sandbox.guild.id),
        "response_message_id": body["resource"]["message"]["id"],
        "response_message_loading": False,
        "response_message_ephemeral": True,
    }
    assert body["resource"]["type"] == 4
    assert body["resource"]["message"]["content"] == "hi"


async def test_a_deferred_answer_is_loading_and_has_no_message_in_its_resource(
    sandbox: Sandbox, callback: Callback
) -> None:
    # "Interaction Callback Resource Object": message only for CHANNEL_MESSAGE_WITH_SOURCE and UPDATE_MESSAGE
    _, body = await callback(begin(sandbox), query="?with_response=1", json={"type": 5})

    assert body["interaction"]["response_message_loading"] is True
    assert body["resource"] == {"type": 5}


async def test_a_body_comes_as_json_multipart_or_form(sandbox: Sandbox, callback: Callback) -> None:
    # "Uploading Files"; py-cord sends payload_json urlencoded
    answer = json.dumps({"type": 4, "data": {"content": "hi", "attachments": [{"id": 0}]}})
    form = aiohttp.FormData({"payload_json": answer})
    form.add_field("files[0]", b"abc", filename="a.txt", content_type="text/plain")
    plain = json.dumps({"type": 4, "data": {"content": "hi"}})

    _, with_file = await callback(begin(sandbox), query="?with_response=true", data=form)
    status, _ = await callback(begin(sandbox), data={"payload_json": plain})

    assert with_file["resource"]["message"]["attachments"][0]["filename"] == "a.txt"
    assert status == 204


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (InteractionType.COMMAND, {4, 5, 9}),
        (InteractionType.COMPONENT, {4, 5, 6, 7, 9}),
        (InteractionType.AUTOCOMPLETE, {8}),
        (InteractionType.MODAL_SUBMIT, {4, 5}),
    ],
)
async def test_each_interaction_has_its_own_kinds_of_answer(
    sandbox: Sandbox, callback: Callback, kind: InteractionType, allowed: set[int]
) -> None:
    # "Interaction Callback Type", with its two footnotes
    data = {4: {"content": "x"}, 7: {"content": "x"}, 8: {"choices": []}, 9: MODAL}
    for number in range(1, 10):
        is_button = kind is InteractionType.COMPONENT
        subject = on_a_button(sandbox) if is_button else begin(sandbox, kind)
        status, body = await callback(subject, json={"type": number, "data": data.get(number)})

        assert (status == 204) == (number in allowed), (number, body)
        assert status == 204 or body["errors"]["type"]["_errors"][0]["code"] == "BASE_TYPE_CHOICES"


@pytest.mark.parametrize("number", [10, 12])
async def test_answers_of_shops_and_activities_are_gaps(
    sandbox: Sandbox, callback: Callback, number: int
) -> None:
    status, body = await callback(begin(sandbox), json={"type": number})

    assert status == 501
    assert f"type {number}" in body["message"]


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ({"type": 4, "data": {"content": "x" * 2001}}, ("data", "content")),
        ({"type": 4, "data": {"embeds": [{"title": "x" * 257}]}}, ("data", "embeds", "0", "title")),
        ({"type": 4, "data": {"content": "x", "components": [{"type": 10}]}}, ("data", "components", "0")),
        ({"type": 4, "data": {"content": "x", "flags": 1 << 15}}, ("data", "content")),
        ({"type": 5, "data": {"flags": 1 << 15}}, ("data", "flags")),
        ({"type": 9, "data": {**MODAL, "title": "x" * 46}}, ("data", "title")),
    ],
)
async def test_a_wrong_answer_is_refused_and_may_be_mended(
    sandbox: Sandbox, callback: Callback, answer: dict[str, Any], place: tuple[str, ...]
) -> None:
    subject = begin(sandbox)

    status, body = await callback(subject, json=answer)

    assert (status, body["code"]) == (400, 50035)
    node = body["errors"]
    for part in place:
        node = node[part]
    assert (await callback(subject, json={"type": 4, "data": {"content": "mended"}}))[0] == 204


async def test_an_empty_message_is_refused(sandbox: Sandbox, callback: Callback) -> None:
    assert (await callback(begin(sandbox), json={"type": 4, "data": {}}))[1]["code"] == 50006


async def test_choices_are_of_the_option_s_type_and_25_at_most(sandbox: Sandbox, callback: Callback) -> None:
    # "Autocomplete": max of 25 choices; "Application Command Option Choice Structure"
    subject = begin(sandbox, InteractionType.AUTOCOMPLETE)
    wrong = {"choices": [{"name": "one", "value": "one"}]}
    many = {"choices": [{"name": str(number), "value": number} for number in range(26)]}
    right = {"choices": [{"name": "one", "value": 1}]}

    for data in (wrong, many):
        assert (await callback(subject, json={"type": 8, "data": data}))[1]["code"] == 50035
    assert (await callback(subject, json={"type": 8, "data": right}))[0] == 204
    assert subject.choices == [{"name": "one", "value": 1, "name_localizations": None}]


async def test_an_unknown_token_and_a_late_answer_are_10062_and_a_second_one_40060(
    sandbox: Sandbox, callback: Callback
) -> None:
    answer = {"type": 4, "data": {"content": "hi"}}
    late, twice = begin(sandbox), begin(sandbox)
    late.created_monotonic -= 3.01
    wrong = replace(twice, token="unknown")

    assert (await callback(late, json=answer))[1]["code"] == 10062
    assert (await callback(wrong, json=answer))[1]["code"] == 10062
    await callback(twice, json=answer)
    assert (await callback(twice, json=answer))[1]["code"] == 40060


async def test_an_update_keeps_what_it_does_not_name(sandbox: Sandbox, callback: Callback) -> None:
    # "UPDATE_MESSAGE": edit the message the component was attached to
    subject = on_a_button(sandbox, "before")

    await callback(subject, json={"type": 7, "data": {"components": []}})

    message = interactions.source(sandbox.world, subject)
    assert (message.content, message.components) == ("before", [])


async def test_a_field_that_answers_do_not_have_is_a_gap(sandbox: Sandbox, callback: Callback) -> None:
    status, body = await callback(begin(sandbox), json={"type": 4, "data": {"content": "x", "poll": {}}})
    assert (status, "poll" in body["message"]) == (501, True)

    status, body = await callback(begin(sandbox), json={"type": 4, "data": {"content": "x", "nonce": 1}})
    assert (status, "nonce" in body["message"]) == (501, True)


@pytest.mark.parametrize(
    "answer",
    [
        {"type": 4, "data": {"content": "x", "enforce_nonce": False, "sticker_ids": []}},
        {"type": 5, "data": {"allowed_mentions": {"parse": []}}},
    ],
)
async def test_a_field_that_asks_for_nothing_is_overlooked(
    sandbox: Sandbox, callback: Callback, answer: dict[str, Any]
) -> None:
    # "Interaction Callback Data Structure" has none of them here; discord.js and hikari always send them
    assert (await callback(begin(sandbox), json=answer))[0] == 204
    assert sandbox.world.gaps == []
