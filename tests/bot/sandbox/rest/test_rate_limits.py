"""Rate limits. Source: Discord documentation, "Rate Limits"."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from bot.sandbox.rest.rate_limits import BUCKETS
from bot.sandbox.rest.router import ROUTES
from bot.sandbox.server import Sandbox, SandboxOptions
from tests.bot.sandbox.api import api
from tests.bot.sandbox.clients import log_in


@pytest.fixture
async def strict() -> AsyncIterator[Sandbox]:
    async with Sandbox.start(SandboxOptions()) as running:
        yield running


async def post(session: aiohttp.ClientSession, channel_id: str) -> aiohttp.ClientResponse:
    return await session.post(f"channels/{channel_id}/messages", json={"content": "x"})


async def test_headers_count_a_bucket_down(strict: Sandbox) -> None:
    async with api(strict) as session:
        answers = [await post(session, strict.ready.text_channel_id) for _ in range(3)]

    heads = [answer.headers for answer in answers]
    assert [head["X-RateLimit-Remaining"] for head in heads] == ["4", "3", "2"]
    assert {head["X-RateLimit-Limit"] for head in heads} == {"5"}
    assert len({head["X-RateLimit-Bucket"] for head in heads}) == 1
    assert 0 < float(heads[-1]["X-RateLimit-Reset-After"]) <= 5


async def test_an_exhausted_bucket_answers_429_as_documented(strict: Sandbox) -> None:
    async with api(strict) as session:
        for _ in range(5):
            await post(session, strict.ready.text_channel_id)
        limited = await post(session, strict.ready.text_channel_id)
        body = await limited.json()

    assert limited.status == 429
    assert limited.headers["X-RateLimit-Scope"] == "user"
    assert limited.headers["X-RateLimit-Remaining"] == "0"
    assert limited.headers["Via"]
    assert 1 <= int(limited.headers["Retry-After"]) <= 5
    assert body["message"] == "You are being rate limited."
    assert 0 < body["retry_after"] <= 5
    assert body["global"] is False


async def test_another_channel_is_another_count_of_the_same_bucket(strict: Sandbox) -> None:
    async with api(strict) as session:
        for _ in range(5):
            first = await post(session, strict.ready.text_channel_id)
        second = await post(session, strict.ready.stage_channel_id)

    assert second.status == 200
    assert second.headers["X-RateLimit-Remaining"] == "4"
    assert first.headers["X-RateLimit-Bucket"] == second.headers["X-RateLimit-Bucket"]


async def test_more_than_fifty_requests_a_second_meet_the_global_limit(strict: Sandbox) -> None:
    async with api(strict) as session:
        channels = [f"channels/{strict.ready.text_channel_id}", "users/@me", "voice/regions"]
        paths = [channels[number % 3] for number in range(60)]
        answers = await asyncio.gather(*(session.get(path) for path in paths))
        limited = [answer for answer in answers if answer.status == 429]

        assert limited
        assert limited[0].headers["X-RateLimit-Global"] == "true"
        assert limited[0].headers["X-RateLimit-Scope"] == "global"
        assert (await limited[0].json())["global"] is True


async def test_discord_py_waits_and_every_message_arrives(strict: Sandbox) -> None:
    async with log_in(strict) as client:
        channel = client.get_channel(int(strict.ready.text_channel_id))
        assert isinstance(channel, discord.TextChannel)
        await asyncio.gather(*(channel.send(str(number)) for number in range(7)))

    assert len(strict.world.messages[channel.id]) == 7


async def test_the_scale_makes_buckets_larger() -> None:
    async with Sandbox.start(SandboxOptions(rate_limit_scale=10)) as sandbox, api(sandbox) as session:
        answer = await post(session, sandbox.ready.text_channel_id)

    assert answer.headers["X-RateLimit-Limit"] == "50"


def test_every_bucket_is_that_of_a_route() -> None:
    routes = {(route.method, route.template) for route in ROUTES}

    assert set(BUCKETS) <= routes
