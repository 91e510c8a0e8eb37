"""What a bot asks about itself when it starts, through discord.py and without."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world.guilds import add_guild, install_bot
from tests.bot.sandbox.api import api


async def test_discord_py_reads_its_application(sandbox: Sandbox, client: discord.Client) -> None:
    add_guild(sandbox.world, "Elsewhere", sandbox.world.application.owner)
    info = await client.application_info()

    assert info.approximate_guild_count == 1
    assert str(info.id) == sandbox.ready.application_id
    assert info.owner.name == "owner"
    assert info.flags.gateway_guild_members_limited


async def test_discord_py_finds_an_account(sandbox: Sandbox, client: discord.Client) -> None:
    assert (await client.fetch_user(sandbox.guild.owner_id)).name == "owner"
    with pytest.raises(discord.NotFound):
        await client.fetch_user(7)


async def test_discord_py_lists_its_guilds(sandbox: Sandbox, client: discord.Client) -> None:
    more = [add_guild(sandbox.world, name, sandbox.world.application.owner) for name in "abc"]
    for guild in more[:2]:
        install_bot(sandbox.world, guild, 0)

    found = [guild.id async for guild in client.fetch_guilds(limit=2)]
    later = [guild.id async for guild in client.fetch_guilds(after=discord.Object(found[0]))]

    assert found == [sandbox.guild.id, more[0].id]
    assert later == [more[0].id, more[1].id]


async def test_both_addresses_of_the_application_answer_alike(sandbox: Sandbox) -> None:
    async with api(sandbox) as session:
        old = await (await session.get("oauth2/applications/@me")).json()
        new = await (await session.get("applications/@me")).json()

    assert old == new


@pytest.mark.parametrize("path", ["soundboard-default-sounds", "voice/regions", "sticker-packs"])
async def test_lists_that_are_the_same_for_everybody(sandbox: Sandbox, path: str) -> None:
    async with api(sandbox) as session, session.get(path) as response:
        assert response.status == 200


async def test_a_guild_has_the_same_voice_regions_as_everybody(sandbox: Sandbox) -> None:
    """Discord documentation, "Guild", Get Guild Voice Regions."""
    async with api(sandbox) as session:
        everywhere = await (await session.get("voice/regions")).json()
        here = await (await session.get(f"guilds/{sandbox.guild.id}/regions")).json()

    assert here == everywhere
    assert here[0].keys() == {"id", "name", "optimal", "deprecated", "custom"}


async def test_the_gateway_is_plain_for_who_comes_plainly(sandbox: Sandbox) -> None:
    """Discord documentation, "Gateway", Get Gateway and Get Gateway Bot."""
    async with api(sandbox) as session:
        anybody = await (await session.get("gateway", headers={"Authorization": ""})).json()
        bot = await (await session.get("gateway/bot")).json()

    assert anybody == {"url": sandbox.ready.gateway}
    assert bot["url"] == sandbox.ready.gateway
    assert bot["session_start_limit"]["remaining"] == 1000


async def test_the_gateway_is_discords_own_for_who_comes_by_its_name(client: discord.Client) -> None:
    shards, url, limit = await client.http.get_bot_gateway()

    assert (shards, url) == (1, "wss://gateway.discord.gg")
    assert limit["remaining"] == 999
