"""Starting, being found, and leaving nothing behind."""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.client import SandboxResolver, connector_for
from bot.sandbox.ready import ReadyFile
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.permissions import Permission, in_guild
from bot.testing import eventually


async def test_closing_leaves_no_task_and_no_file() -> None:
    before = asyncio.all_tasks()
    async with Sandbox.start() as sandbox:
        there = Path(sandbox.ready.ca_file).exists
        assert there()

    await eventually(lambda: asyncio.all_tasks() == before)
    assert not there()


async def test_one_port_speaks_plain_http_and_tls(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession(connector=connector_for(sandbox.ready)) as session:
        plain = await session.get(f"{sandbox.ready.api}/gateway")
        secure = await session.get("https://discord.com/api/v10/gateway")

        assert (await plain.json())["url"] == sandbox.ready.gateway
        assert (await secure.json())["url"] == "wss://gateway.discord.gg"


async def test_the_certificate_is_trusted_only_by_who_has_the_authority(sandbox: Sandbox) -> None:
    address = sandbox.ready.api.replace("http:", "https:")
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await session.get(f"{address}/gateway")
        context = ssl.create_default_context(cafile=sandbox.ready.ca_file)
        assert (await session.get(f"{address}/gateway", ssl=context)).status == 200


async def test_a_connection_that_says_nothing_disturbs_nobody(sandbox: Sandbox) -> None:
    port = int(sandbox.ready.api.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)) as rude:
        rude.sendall(b"\x16nonsense")
        async with aiohttp.ClientSession() as session:
            assert (await session.get(f"{sandbox.ready.api}/gateway")).status == 200


async def test_a_sandboxed_client_does_not_leave_the_machine() -> None:
    resolver = SandboxResolver("127.0.0.1", 1)

    assert (await resolver.resolve("gateway-us-east1-b.discord.gg"))[0]["host"] == "127.0.0.1"
    for name in ("example.com", "notdiscord.com"):
        with pytest.raises(OSError, match="the sandbox is not"):
            await resolver.resolve(name)


async def test_a_port_in_use_is_an_error_and_leaves_nothing_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        await Sandbox.open(SandboxOptions(port=taken.getsockname()[1]))


async def test_two_sandboxes_live_side_by_side(sandbox: Sandbox) -> None:
    async with Sandbox.start() as other:
        assert other.ready.api != sandbox.ready.api
        assert other.ready.bot_token != sandbox.ready.bot_token


async def test_the_bots_permissions_are_those_that_were_chosen() -> None:
    async with Sandbox.start(SandboxOptions(bot_permissions=Permission(0))) as sandbox:
        held = in_guild(sandbox.guild, sandbox.world.application.bot.id)

    assert Permission.MUTE_MEMBERS not in held


async def test_the_ready_file_survives_writing_and_reading(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "ready.json"
    sandbox.ready.write(path)

    assert ReadyFile.read(path) == sandbox.ready


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"api": "x"}'])
def test_what_is_no_ready_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ready.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"ready\.json"):
        ReadyFile.read(path)
