"""An unmodified discord.py comes in and finds what there is."""

from __future__ import annotations

import discord

from bot.sandbox.options import GatewayOptions
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.guilds import add_guild, install_bot
from tests.bot.sandbox.clients import log_in
from tests.bot.sandbox.gateway.raw import connect


class AtOnce(discord.AutoShardedClient):
    """Starts its shards without the pause that a concurrency of one needs."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        pass


async def test_a_plain_client_is_ready_and_sees_its_guild(sandbox: Sandbox, client: discord.Client) -> None:
    guild = client.get_guild(sandbox.guild.id)

    assert guild is not None
    assert guild.me.id == int(sandbox.ready.application_id)
    assert [channel.name for channel in guild.stage_channels] == ["Main stage", "Second stage"]
    assert sandbox.world.gaps == []


async def test_a_sharded_client_is_ready_and_each_guild_is_on_its_own_shard(sandbox: Sandbox) -> None:
    for name in ("one", "two", "three"):
        install_bot(sandbox.world, add_guild(sandbox.world, name, sandbox.world.application.owner), 0)

    async with log_in(sandbox, discord.AutoShardedClient, shard_count=2) as client:
        assert len(client.guilds) == 4
        assert all(guild.shard_id == (guild.id >> 22) % 2 for guild in client.guilds)
    assert sandbox.gateway.identified == 2


async def test_a_sharded_client_starts_as_many_shards_as_it_is_told() -> None:
    """Discord documentation, "Gateway", Get Gateway Bot."""
    options = SandboxOptions(gateway=GatewayOptions(shards=3, max_concurrency=3))
    async with Sandbox.start(options) as sandbox, log_in(sandbox, AtOnce) as client:
        assert client.shard_count == 3
        assert sandbox.gateway.identified == 3


async def test_a_client_without_the_guilds_intent_is_told_of_no_guild(sandbox: Sandbox) -> None:
    """Discord documentation, "Gateway", List of Intents: GUILD_CREATE needs GUILDS."""
    async with connect(sandbox) as raw:
        ready = await raw.identify(intents=0)
        await raw.send(1, None)

        assert [guild["unavailable"] for guild in ready["guilds"]] == [True]
        assert (await raw.receive())["op"] == 11


async def test_ready_tells_a_plain_client_a_plain_address_to_resume_at(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        ready = await raw.identify()

    assert ready["resume_gateway_url"] == sandbox.ready.gateway
    assert ready["application"]["id"] == sandbox.ready.application_id
    assert "shard" not in ready


async def test_members_in_guild_create_are_the_bot_and_whoever_is_in_voice(sandbox: Sandbox) -> None:
    """Discord documentation, "Gateway Events", Guild Create, for sessions without GUILD_PRESENCES."""
    async with connect(sandbox) as raw:
        await raw.identify()
        guild = await raw.until("GUILD_CREATE")

    assert [member["user"]["id"] for member in guild["members"]] == [sandbox.ready.application_id]
    assert guild["member_count"] == 2
