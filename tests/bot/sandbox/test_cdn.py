"""The addresses of attachments. Discord documentation, "API Reference", Signed Attachment CDN URLs."""

from __future__ import annotations

import io

import aiohttp
import discord
import pytest

from bot.sandbox.server import Sandbox


@pytest.fixture
async def url(sandbox: Sandbox, client: discord.Client) -> str:
    channel = client.get_channel(int(sandbox.ready.text_channel_id))
    assert isinstance(channel, discord.TextChannel)
    return (await channel.send(file=discord.File(io.BytesIO(b"data"), "a.txt"))).attachments[0].url


async def get(url: str) -> tuple[int, bytes, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.read(), response.content_type


async def test_a_signed_address_is_served_to_anybody(url: str) -> None:
    assert await get(url) == (200, b"data", "text/plain")


async def test_an_address_ends_with_its_day(sandbox: Sandbox, url: str) -> None:
    sandbox.advance(24 * 3600 + 1)

    assert (await get(url))[0] == 404


@pytest.mark.parametrize("broken", ["hm=", "ex=f", "is=0&nothing="])
async def test_only_the_sandbox_can_sign(url: str, broken: str) -> None:
    address = url.partition("?")[0] + "?" + broken

    assert (await get(address))[0] == 404
