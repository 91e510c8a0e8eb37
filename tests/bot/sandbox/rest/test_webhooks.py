"""Webhooks of interaction tokens, without a library.

Discord documentation, "Receiving and Responding to Interactions", Followup Messages.
"""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import interactions
from bot.sandbox.world.interaction import Interaction, InteractionType
from bot.sandbox.world.messages import MessageDraft

EPHEMERAL = 1 << 6
LAYOUT = 1 << 15


class Hook:
    """The webhook of one interaction."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world
        person = sandbox.person("alice")
        data = {"id": "1", "name": "do", "type": 1}
        kind = InteractionType.COMMAND
        self.subject: Interaction = interactions.begin(
            self.world, kind, person.id, sandbox.house.text.id, data
        )

    def answered(self, flags: int = 0) -> None:
        draft = MessageDraft(content="first", flags=flags)
        interactions.answer_with_message(self.world, self.subject, draft)

    def deferred(self, flags: int = 0) -> None:
        interactions.defer_message(self.world, self.subject, flags)

    async def ask(self, method: str, path: str = "", **body: Any) -> tuple[int, Any]:
        app = self.sandbox.ready.application_id
        url = f"{self.sandbox.ready.api}/webhooks/{app}/{self.subject.token}{path}"
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, json=body or None) as response,
        ):
            return response.status, await response.json() if response.status != 204 else None


@pytest.fixture
def hook(sandbox: Sandbox) -> Hook:
    return Hook(sandbox)


async def test_before_the_first_answer_there_is_no_webhook(hook: Hook) -> None:
    assert (await hook.ask("POST", content="early"))[1]["code"] == 10015
    assert (await hook.ask("GET", "/messages/@original"))[1]["code"] == 10015


async def test_after_fifteen_minutes_the_token_is_invalid(hook: Hook) -> None:
    hook.answered()
    hook.sandbox.advance(15 * 60 + 1)

    answers = [await hook.ask("POST", content="late")]
    answers += [await hook.ask(method, "/messages/@original") for method in ("GET", "DELETE")]

    assert [(status, body["code"]) for status, body in answers] == [(401, 50027)] * 3


async def test_a_follow_up_always_waits(hook: Hook) -> None:
    # "Functions the same as Execute Webhook, but `wait` is always true"
    hook.answered()

    status, body = await hook.ask("POST", "?wait=false", content="second", username="ignored")

    assert (status, body["content"]) == (200, "second")
    assert body["author"]["username"] == "rostra"


async def test_threads_are_not_for_follow_ups(hook: Hook) -> None:
    # "The thread_id, avatar_url, and username parameters are not supported"
    hook.answered()

    assert (await hook.ask("POST", "?thread_id=1", content="second"))[0] == 501


async def test_a_follow_up_right_after_a_defer_is_the_edit_of_the_original(hook: Hook) -> None:
    # "this endpoint will function as Edit Original Interaction Response"
    hook.deferred(EPHEMERAL)
    components = [{"type": 10, "content": "ready"}]

    _, filled = await hook.ask("POST", flags=LAYOUT, components=components)
    _, more = await hook.ask("POST", content="more")

    _, original = await hook.ask("GET", "/messages/@original")
    assert filled == original
    assert original["flags"] == EPHEMERAL | LAYOUT
    assert more["id"] != original["id"]
    assert more["flags"] == 0


async def test_an_edit_keeps_a_message_s_ephemeral_state(hook: Hook) -> None:
    hook.deferred()

    _, edited = await hook.ask("PATCH", "/messages/@original", content="done", flags=EPHEMERAL)

    assert (edited["content"], edited["flags"]) == ("done", 0)


async def test_an_edit_of_an_ephemeral_message_is_not_dispatched(hook: Hook) -> None:
    hook.answered(EPHEMERAL)
    heard: list[str] = []
    hook.world.subscribe(lambda happening: heard.append(happening.name))

    await hook.ask("PATCH", "/messages/@original", content="changed")
    await hook.ask("DELETE", "/messages/@original")
    assert heard == []

    await hook.ask("POST", content="public")
    assert heard == ["MESSAGE_CREATE"]


async def test_a_message_is_reached_by_its_id_through_its_own_token_only(hook: Hook) -> None:
    # "Edits a previously-sent webhook message from the same token"
    hook.answered()
    _, second = await hook.ask("POST", content="second")
    path = f"/messages/{second['id']}"

    assert (await hook.ask("PATCH", path, content="2nd"))[1]["content"] == "2nd"
    other = Hook(hook.sandbox)
    other.answered()
    assert (await other.ask("PATCH", path, content="stolen"))[1]["code"] == 10008
    assert await hook.ask("DELETE", path) == (204, None)
    assert (await hook.ask("GET", path))[1]["code"] == 10008


async def test_a_deleted_deferred_answer_leaves_nothing(hook: Hook) -> None:
    hook.deferred()

    assert (await hook.ask("DELETE", "/messages/@original"))[0] == 204
    assert not hook.subject.loading
    assert (await hook.ask("GET", "/messages/@original"))[1]["code"] == 10008


async def test_other_webhooks_do_not_exist(hook: Hook) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{hook.sandbox.ready.api}/webhooks/1/abc", json={"content": "x"}) as response,
    ):
        assert (response.status, (await response.json())["code"]) == (404, 10015)
