"""HTTP as Discord speaks it, whatever the route.

Source: Discord documentation, "Reference", and /api/v10 as clients rely on it.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import discord
import pytest
from yarl import URL

from bot.sandbox.errors import SandboxGap
from bot.sandbox.rest.router import ROUTES, match
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.state import World
from tests.bot.sandbox.api import api
from tests.bot.sandbox.clients import plain_client


def messages_path(sandbox: Sandbox) -> str:
    return f"channels/{sandbox.ready.text_channel_id}/messages"


def posted(sandbox: Sandbox) -> list[str]:
    world: World = sandbox.world
    return [message.content for message in world.messages[sandbox.house.text.id].values()]


async def test_json_is_answered_with_the_bare_content_type_and_a_via_header(sandbox: Sandbox) -> None:
    async with api(sandbox) as session, session.get("users/@me") as response:
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Via"]
        assert (await response.json())["id"] == sandbox.ready.application_id


@pytest.mark.parametrize("authorization", ["Bot wrong", "Bearer {token}", "{token}", ""])
async def test_anything_but_the_bots_token_is_unauthorized(sandbox: Sandbox, authorization: str) -> None:
    headers = {"Authorization": authorization.format(token=sandbox.ready.bot_token)}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{sandbox.ready.api}/users/@me", headers=headers) as response,
    ):
        assert response.status == 401
        assert await response.json() == {"message": "401: Unauthorized", "code": 0}


async def test_discord_py_says_that_a_wrong_token_is_improper(sandbox: Sandbox) -> None:
    async with plain_client(sandbox) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")


async def test_an_unknown_route_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    async with api(sandbox) as session, session.delete("users/@me/everything") as response:
        assert response.status == 501
        message = (await response.json())["message"]
    assert message == "the sandbox has no route DELETE /users/@me/everything"
    assert sandbox.world.gaps == [message]


@pytest.mark.parametrize("path", ["users/%40me", "users/@me", "%75sers/%40%6de"])
async def test_a_path_may_be_percent_encoded(sandbox: Sandbox, path: str) -> None:
    # RFC 3986, section 2.3; discord.js writes %40me
    url = URL(f"{sandbox.ready.api}/{path}", encoded=True)
    async with api(sandbox) as session, session.get(url) as response:
        assert (await response.json())["id"] == sandbox.ready.application_id


def test_a_path_is_cut_at_its_slashes_and_then_decoded_once() -> None:
    # RFC 3986, section 2.4
    assert match("GET", "/invites/a%2Fb")[2] == {"code": "a/b"}
    assert match("GET", "/invites/a%252Fb")[2] == {"code": "a%2Fb"}
    with pytest.raises(SandboxGap):
        match("GET", "/users/%C2%B2")  # a superscript two is no id


async def test_a_place_outside_the_api_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{_root(sandbox)}/embed/1") as response:
        assert response.status == 501
    assert sandbox.world.gaps == ["the sandbox has no route GET /embed/1"]


async def test_an_unknown_field_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    body = {"content": "x", "sparkles": True}
    async with api(sandbox) as session, session.post(messages_path(sandbox), json=body) as response:
        assert response.status == 501
        assert "sparkles" in (await response.json())["message"]


async def test_an_unknown_word_of_the_query_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    async with api(sandbox) as session, session.get("users/@me?flavour=mint") as response:
        assert response.status == 501
        assert "flavour" in (await response.json())["message"]


async def test_a_body_where_none_belongs_is_an_error(sandbox: Sandbox) -> None:
    async with api(sandbox) as session, session.get("users/@me", json={"a": 1}) as response:
        assert response.status == 501


@pytest.mark.parametrize("body", [b"{", b'{"content": "\\ud800"}', b'{"nonce": NaN}', b"[" * 5000, b'"\xff"'])
async def test_broken_json_is_refused_as_discord_does(sandbox: Sandbox, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with (
        api(sandbox) as session,
        session.post(messages_path(sandbox), data=body, headers=headers) as response,
    ):
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_a_missing_field_is_named_in_a_form_error(sandbox: Sandbox) -> None:
    path = f"guilds/{sandbox.ready.guild_id}/channels"
    async with api(sandbox) as session, session.post(path, json={"type": 0}) as response:
        body = await response.json()
    assert (response.status, body["code"]) == (400, 50035)
    assert body["errors"]["name"]["_errors"]


@pytest.mark.parametrize("form", ["json", "multipart", "urlencoded"])
async def test_a_body_may_come_in_three_forms(sandbox: Sandbox, form: str) -> None:
    payload: dict[str, Any] = {"content": f"as {form}"}
    multipart = aiohttp.MultipartWriter("form-data")
    part = multipart.append_json(payload)
    part.set_content_disposition("form-data", name="payload_json")
    forms: dict[str, dict[str, Any]] = {
        "json": {"json": payload},
        "multipart": {"data": multipart},
        "urlencoded": {"data": {"payload_json": json.dumps(payload)}},
    }
    async with api(sandbox) as session, session.post(messages_path(sandbox), **forms[form]) as response:
        assert response.status == 200
    assert posted(sandbox) == [f"as {form}"]


async def test_a_body_that_is_too_large_is_refused(sandbox: Sandbox) -> None:
    data = io.BytesIO(b'"' + b"x" * (27 * 1024 * 1024) + b'"')
    headers = {"Content-Type": "application/json"}
    async with (
        api(sandbox) as session,
        session.post(messages_path(sandbox), data=data, headers=headers) as response,
    ):
        assert (response.status, (await response.json())["code"]) == (413, 40005)


async def test_the_request_log_has_every_exchange_and_no_token(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    async with Sandbox.start(SandboxOptions(request_log=path)) as sandbox, api(sandbox) as session:
        await session.post(messages_path(sandbox) + "?x=1", json={"content": "no"})
        await session.post(messages_path(sandbox), json={"content": "hello"})
        await session.get("nowhere")
        token = sandbox.ready.bot_token

    refused, done, unknown = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert refused["path"] == f"/api/v10/{messages_path(sandbox)}?x=1"
    assert (done["method"], done["body"], done["status"]) == ("POST", {"content": "hello"}, 200)
    assert done["answer"]["content"] == "hello"
    assert unknown["status"] == 501
    assert token not in path.read_text(encoding="utf-8")


async def test_what_was_refused_unread_is_logged_with_its_body(tmp_path: Path) -> None:
    path, said = tmp_path / "requests.jsonl", {"content": "hello"}
    async with Sandbox.start(SandboxOptions(request_log=path)) as sandbox:
        await sandbox.faults.inject("http_429")
        await sandbox.faults.inject("http_500")
        async with api(sandbox) as session:
            for place in (messages_path(sandbox), messages_path(sandbox), "nowhere", "/api/v9/users/@me"):
                await session.post(place, json=said)
        async with api(sandbox, token="wrong") as session:
            await session.post(messages_path(sandbox), json=said)

    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [entry["status"] for entry in entries] == [429, 500, 501, 501, 401]
    assert all(entry["body"] == said for entry in entries)


async def test_a_name_that_is_no_text_is_logged_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    part = b'Content-Disposition: form-data; name="files[0]"; filename="\xff.txt"\r\n\r\nhello'
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    form = b"--x\r\n" + part + b"\r\n--x--\r\n"
    async with (
        Sandbox.start(SandboxOptions(request_log=path)) as sandbox,
        api(sandbox) as session,
        session.post(messages_path(sandbox), data=form, headers=headers) as response,
    ):
        assert response.status == 200

    assert json.loads(path.read_text(encoding="utf-8"))["files"] == [{"name": "\udcff.txt", "bytes": 5}]


async def test_another_version_of_the_api_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/api/v9/users/@me", "/api/users/@me", "/api/v100/users/@me"):
            async with session.get(_root(sandbox) + path) as response:
                message = (await response.json())["message"]
            assert (response.status, message) == (501, f"the sandbox has no route GET {path}")


async def test_more_digits_than_an_id_has_are_no_id(sandbox: Sandbox) -> None:
    async with api(sandbox) as session, session.get("users/" + "9" * 5000) as response:
        assert response.status == 501


async def test_a_reason_is_of_512_characters_at_most(sandbox: Sandbox) -> None:
    # "Audit Logs Resource", Audit Reason; encoded, an é takes six characters.
    path = f"channels/{sandbox.ready.text_channel_id}"
    for length, status in ((512, 200), (513, 400)):
        headers = {"X-Audit-Log-Reason": quote("é" * length)}
        async with (
            api(sandbox) as session,
            session.patch(path, json={"topic": "Books"}, headers=headers) as response,
        ):
            assert response.status == status


async def test_a_file_where_none_belongs_is_an_error(sandbox: Sandbox) -> None:
    form = aiohttp.FormData({"payload_json": json.dumps({"topic": "Books"})})
    form.add_field("files[0]", b"x", filename="x.txt")
    path = f"channels/{sandbox.ready.text_channel_id}"
    async with api(sandbox) as session, session.patch(path, data=form) as response:
        assert response.status == 501
        assert "no files of PATCH" in (await response.json())["message"]


def test_no_two_routes_are_the_same() -> None:
    shapes = [
        (route.method, tuple("{}" if part.startswith("{") else part for part in route.parts))
        for route in ROUTES
    ]
    assert len(shapes) == len(set(shapes))


def _root(sandbox: Sandbox) -> str:
    return sandbox.ready.api.removesuffix("/api/v10")
