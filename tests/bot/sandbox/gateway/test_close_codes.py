"""How the gateway parts with clients that break its rules.

Source: Discord documentation, "Opcodes and Status Codes", Gateway Close Event Codes, and
"Gateway", Sending Events and Rate Limiting.
"""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox.options import GatewayOptions, SandboxOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world.guilds import add_guild, install_bot
from tests.bot.sandbox.gateway.raw import connect, identity


@pytest.mark.parametrize(
    ("op", "body", "code"),
    [
        (99, {}, 4001),
        (3, {}, 4003),
        (8, {}, 4003),
        (2, {"token": "nonsense"}, 4004),
        (2, {"shard": [2, 2]}, 4010),
        (2, {"shard": [-1, 2]}, 4010),
        (2, {"intents": 1 << 18}, 4013),
        (2, {"intents": 1 << 8}, 4014),
        (2, {"large_threshold": 20}, 4002),
        (2, {"intents": "all of them"}, 4002),
        (1, "soon", 4002),
        (6, {"session_id": 3, "seq": 1}, 4002),
    ],
)
async def test_a_frame_that_breaks_a_rule_is_answered_with_its_code(
    sandbox: Sandbox, op: int, body: Any, code: int
) -> None:
    async with connect(sandbox) as raw:
        await raw.send(op, identity(sandbox, **body) if op == 2 else body)

        assert await raw.closed() == code


async def test_a_shard_of_more_than_2500_guilds_is_asked_to_be_sharded(sandbox: Sandbox) -> None:
    # "Gateway", Sharding: "each shard can only support a maximum of 2500 guilds".
    world = sandbox.world
    for number in range(2500):
        install_bot(world, add_guild(world, f"Guild {number}", world.application.owner), 0)
    async with connect(sandbox) as raw:
        await raw.send(2, identity(sandbox))

        assert await raw.closed() == 4011


async def test_identifying_twice_is_one_time_too_many(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(2, identity(sandbox))

        assert await raw.closed() == 4005


async def test_resuming_what_is_connected_is_one_time_too_many(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.resume(raw.session_id, 1)

        assert await raw.closed() == 4005


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '"word"',
        "[]",
        "[" * 4000,
        "x" * 4097,
        '{"op": 1, "d": null, "t": "' + "é" * 2100 + '"}',
        '{"op": "two"}',
    ],
)
async def test_what_is_no_frame_cannot_be_decoded(sandbox: Sandbox, text: str) -> None:
    async with connect(sandbox) as raw:
        await raw.socket.send_str(text)

        assert await raw.closed() == 4002


async def test_more_than_120_frames_a_minute_are_too_many(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        for _ in range(121):
            await raw.send(1, None)

        assert await raw.closed() == 4008


async def test_a_client_without_a_heartbeat_is_closed_and_its_session_is_over() -> None:
    options = SandboxOptions(gateway=GatewayOptions(heartbeat_interval_ms=100))
    async with Sandbox.start(options) as sandbox:
        async with connect(sandbox) as raw:
            await raw.identify()
            assert await raw.closed() == 4009
        async with connect(sandbox) as raw:
            await raw.resume(raw.session_id, 1)
            assert (await raw.op(9))["d"] is False


async def test_another_version_of_the_gateway_is_refused(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{sandbox.ready.gateway}/?v=5") as socket:
        await socket.receive(timeout=5)

        assert socket.close_code == 4012


@pytest.mark.parametrize(("op", "body"), [(31, {"guild_ids": []}), (43, {"guild_id": "1"})])
async def test_an_opcode_that_is_not_modelled_is_a_named_gap(sandbox: Sandbox, op: int, body: Any) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(op, body)

        assert await raw.closed() == 4001
    assert sandbox.world.gaps == [f"the sandbox does not model the gateway opcode {op}"]


async def test_a_field_that_is_not_known_is_a_named_gap(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.send(2, identity(sandbox, telepathy=True))

        assert await raw.closed() == 4001
    assert sandbox.world.gaps == ["the sandbox does not know the field telepathy of IdentifyForm"]


async def test_video_is_a_named_gap(sandbox: Sandbox) -> None:
    state = {"guild_id": sandbox.ready.guild_id, "channel_id": None, "self_video": True}
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(4, state)

        assert await raw.closed() == 4001
    assert sandbox.world.gaps == ["the sandbox does not model video (self_video of a voice state)"]


async def test_a_field_of_a_frame_that_is_not_known_is_a_named_gap(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.socket.send_str('{"op": 1, "d": null, "mood": "good"}')

        assert await raw.closed() == 4001
    assert sandbox.world.gaps == ["the sandbox does not know the field mood of GatewayFrame"]


async def test_a_word_of_the_address_that_is_not_known_is_a_named_gap(sandbox: Sandbox) -> None:
    url = f"{sandbox.ready.gateway.replace('ws', 'http', 1)}/?v=10&encoding=json&mood=good"
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        assert response.status == 501
    assert sandbox.world.gaps == ["the sandbox does not know mood in the gateway's address"]


async def test_a_capability_that_is_not_modelled_is_a_named_gap(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.send(2, identity(sandbox, capabilities=1 << 15))

        assert await raw.closed() == 4001
    assert sandbox.world.gaps == ["the sandbox does not model the capabilities 32768 of an identify"]
