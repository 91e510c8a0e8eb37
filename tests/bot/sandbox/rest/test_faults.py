"""REST faults, as an unmodified discord.py lives through them."""

from __future__ import annotations

import time

import discord
import pytest
from yarl import URL

from bot.sandbox.faults import BadFault, UnknownFault
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.api import api


async def test_discord_py_waits_out_a_429_and_tries_again(sandbox: Sandbox, client: discord.Client) -> None:
    await sandbox.faults.inject("http_429", path="/users/*", count=2, retry_after=0.2)

    began = time.monotonic()
    user = await client.fetch_user(sandbox.guild.owner_id)

    assert user.name == "owner"
    assert time.monotonic() - began >= 0.4
    assert sandbox.rest_faults.planned == []


async def test_discord_py_tries_again_after_a_500(sandbox: Sandbox, client: discord.Client) -> None:
    await sandbox.faults.inject("http_500", path="/users/*")

    assert (await client.fetch_user(sandbox.guild.owner_id)).name == "owner"


async def test_discord_py_gives_up_on_a_503(sandbox: Sandbox, client: discord.Client) -> None:
    await sandbox.faults.inject("http_500", path="/users/*", status=503)

    with pytest.raises(discord.DiscordServerError):
        await client.fetch_user(sandbox.guild.owner_id)


async def test_a_fault_leaves_other_paths_and_methods_alone(sandbox: Sandbox, client: discord.Client) -> None:
    await sandbox.faults.inject("http_500", path="/users/@me")
    await sandbox.faults.inject("http_500", method="DELETE")

    assert (await client.fetch_user(sandbox.guild.owner_id)).name == "owner"
    assert len(sandbox.rest_faults.planned) == 2


async def test_a_fault_hits_a_path_however_it_is_written(sandbox: Sandbox) -> None:
    await sandbox.faults.inject("http_500", path="/users/@me")

    url = URL(f"{sandbox.ready.api}/users/%40me", encoded=True)
    async with api(sandbox) as session, session.get(url) as response:
        assert response.status == 500


async def test_a_delayed_answer_is_the_right_one(sandbox: Sandbox, client: discord.Client) -> None:
    await sandbox.faults.inject("delay", path="/users/*", seconds=0.3)

    began = time.monotonic()
    assert (await client.fetch_user(sandbox.guild.owner_id)).name == "owner"
    assert time.monotonic() - began >= 0.3


async def test_an_unknown_fault_names_those_that_exist(sandbox: Sandbox) -> None:
    with pytest.raises(UnknownFault, match=r"unknown fault earthquake; known are .*drop_gateway.*http_429"):
        await sandbox.faults.inject("earthquake")


async def test_a_bad_parameter_is_named(sandbox: Sandbox) -> None:
    with pytest.raises(BadFault, match="http_500: status"):
        await sandbox.faults.inject("http_500", status=200)
