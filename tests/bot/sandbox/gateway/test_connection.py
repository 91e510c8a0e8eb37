"""Heartbeats, compressions and the counting of identifies.

Source: Discord documentation, "Gateway", Sending Heartbeats, Transport Compression and Session Start
Limit Object.
"""

from __future__ import annotations

import json

import aiohttp
import pytest

from bot.sandbox.options import GatewayOptions, SandboxOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.models import ChannelType
from tests.bot.sandbox.gateway.raw import connect, identity


async def test_a_heartbeat_is_acknowledged(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.send(1, None)

        assert (await raw.receive())["op"] == 11


async def test_a_heartbeat_may_be_asked_for(sandbox: Sandbox) -> None:
    """Discord documentation, "Gateway", Heartbeat Requests."""
    async with connect(sandbox) as raw:
        await sandbox.faults.inject("request_heartbeat")

        assert (await raw.receive())["op"] == 1


async def test_a_heartbeat_keeps_a_connection_open() -> None:
    options = SandboxOptions(gateway=GatewayOptions(heartbeat_interval_ms=200))
    async with Sandbox.start(options) as sandbox, connect(sandbox) as raw:
        for _ in range(5):
            await raw.send(1, None)
            await raw.op(11)
            with pytest.raises(TimeoutError):
                await raw.socket.receive(timeout=0.1)

        assert not raw.socket.closed


@pytest.mark.parametrize("compress", [None, "zlib-stream", "zstd-stream"])
async def test_each_compression_carries_many_messages_in_one_context(
    sandbox: Sandbox, compress: str | None
) -> None:
    async with connect(sandbox, compress) as raw:
        await raw.identify()
        await raw.until("GUILD_CREATE")
        for number in range(50):
            add_channel(sandbox.world, sandbox.guild, f"salon-{number}-é", ChannelType.TEXT)

        seen = [(await raw.until("CHANNEL_CREATE"))["name"] for _ in range(50)]

    assert seen == [f"salon-{number}-é" for number in range(50)]


@pytest.mark.parametrize("query", [{"encoding": "etf"}, {"compress": "brotli-stream"}])
async def test_an_encoding_that_is_not_modelled_is_a_named_gap(
    sandbox: Sandbox, query: dict[str, str]
) -> None:
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await http.ws_connect(sandbox.ready.gateway, params={"v": "10", **query})

    assert refusal.value.status == 501
    assert next(iter(query.values())) in sandbox.world.gaps[0]


async def test_identifies_are_counted_truthfully(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()

    limit = sandbox.gateway.session_start_limit()
    assert (limit["total"], limit["remaining"], limit["max_concurrency"]) == (1000, 999, 1)
    assert 86_000_000 < limit["reset_after"] <= 86_400_000


async def test_a_second_identify_within_five_seconds_is_an_invalid_session(sandbox: Sandbox) -> None:
    """Discord documentation, "Gateway", Identifying and Max Concurrency."""
    async with connect(sandbox) as first, connect(sandbox) as second:
        await first.identify()
        await second.send(2, identity(sandbox))

        assert (await second.receive())["op"] == 9


async def test_shards_with_another_concurrency_key_may_identify_at_once() -> None:
    options = SandboxOptions(gateway=GatewayOptions(max_concurrency=2))
    async with Sandbox.start(options) as sandbox, connect(sandbox) as first, connect(sandbox) as second:
        await first.identify(shard=[0, 2])
        assert (await second.identify(shard=[1, 2]))["shard"] == [1, 2]


async def test_an_identify_that_the_day_does_not_allow_is_an_invalid_session() -> None:
    options = SandboxOptions(gateway=GatewayOptions(session_starts_per_day=0))
    async with Sandbox.start(options) as sandbox, connect(sandbox) as raw:
        await raw.send(2, identity(sandbox))
        assert (await raw.receive())["op"] == 9


async def test_the_gateway_log_tells_all_but_the_token(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("log") / "gateway.jsonl"
    async with Sandbox.start(SandboxOptions(gateway_log=path)) as sandbox, connect(sandbox) as raw:
        await raw.identify()
        await raw.until("GUILD_CREATE")
        token = sandbox.ready.bot_token

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["direction"], line["op"], line["t"]) for line in lines] == [
        ("out", 10, None),
        ("in", 2, None),
        ("out", 0, "READY"),
        ("out", 0, "GUILD_CREATE"),
    ]
    assert token not in path.read_text(encoding="utf-8")
