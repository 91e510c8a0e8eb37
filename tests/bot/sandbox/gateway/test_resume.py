"""What a client finds when it comes back.

Source: Discord documentation, "Gateway", Resuming and Initiating a Disconnect.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from bot.sandbox.options import GatewayOptions, SandboxOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.models import ChannelType
from bot.testing import eventually
from tests.bot.sandbox.clients import log_in
from tests.bot.sandbox.gateway.raw import Raw, connect


def happen(sandbox: Sandbox, *names: str) -> None:
    for name in names:
        add_channel(sandbox.world, sandbox.guild, name, ChannelType.TEXT)


async def fresh_session(raw: Raw) -> tuple[str, int]:
    await raw.identify()
    await raw.until("GUILD_CREATE")
    return raw.session_id, raw.sequence


class Listening(discord.Client):
    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # passed through from a test
        self.created: list[str] = []
        self.resumed = asyncio.Event()
        self.connects = 0

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        self.created.append(channel.name)

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_ready(self) -> None:
        self.connects += 1


@pytest.mark.parametrize("kind", ["drop_gateway", "reconnect"])
async def test_discord_py_resumes_and_gets_once_and_in_order_what_it_missed(
    sandbox: Sandbox, kind: str
) -> None:
    async with log_in(sandbox, Listening) as client:
        assert isinstance(client, Listening)
        happen(sandbox, "before")
        await sandbox.faults.inject(kind)
        happen(sandbox, "first-missed", "second-missed")

        async with asyncio.timeout(20):
            await client.resumed.wait()
        happen(sandbox, "after")
        await eventually(lambda: "after" in client.created)

        assert client.created == ["before", "first-missed", "second-missed", "after"]
        assert (sandbox.gateway.identified, sandbox.gateway.resumed) == (1, 1)


async def test_discord_py_identifies_anew_when_its_session_is_declared_invalid(sandbox: Sandbox) -> None:
    # Asking for all members twice within 30 s is refused, and discord.py would wait for them.
    async with log_in(sandbox, Listening, chunk_guilds_at_startup=False) as client:
        assert isinstance(client, Listening)
        await sandbox.faults.inject("kill_session")

        await eventually(lambda: client.connects == 2, within_seconds=20)

        assert (sandbox.gateway.identified, sandbox.gateway.resumed) == (2, 0)


async def test_an_invalid_session_that_may_be_resumed_is_resumed(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        session_id, sequence = await fresh_session(raw)
        await sandbox.faults.inject("kill_session", resumable=True)
        assert (await raw.op(9))["d"] is True
        await raw.socket.close(code=4000)

    async with connect(sandbox) as raw:
        await raw.resume(session_id, sequence)
        await raw.until("RESUMED")


async def test_a_session_that_was_declared_invalid_can_do_nothing_more(sandbox: Sandbox) -> None:
    # "Gateway", Resuming: `d` false, "your app should disconnect".
    async with connect(sandbox) as raw:
        await fresh_session(raw)
        await sandbox.faults.inject("kill_session")
        assert (await raw.op(9))["d"] is False
        await raw.send(3, {"since": None, "activities": [], "status": "idle", "afk": False})

        assert await raw.closed() == 4003


async def test_missed_events_come_before_resumed_with_their_own_numbers(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        session_id, sequence = await fresh_session(raw)
        await sandbox.faults.inject("drop_gateway")
    happen(sandbox, "one", "two")

    async with connect(sandbox) as raw:
        await raw.resume(session_id, sequence)
        frames = [await raw.receive() for _ in range(3)]

    assert [frame["t"] for frame in frames] == ["CHANNEL_CREATE", "CHANNEL_CREATE", "RESUMED"]
    assert [frame["s"] for frame in frames] == [sequence + 1, sequence + 2, sequence + 3]


async def test_what_a_silent_line_did_not_bring_comes_after_a_resume(sandbox: Sandbox) -> None:
    async with connect(sandbox) as silent:
        session_id, sequence = await fresh_session(silent)
        await sandbox.faults.inject("silence_gateway")
        happen(sandbox, "unheard")
        async with connect(sandbox) as raw:
            await raw.resume(session_id, sequence)
            frames = [await raw.receive() for _ in range(2)]
        async with asyncio.timeout(20):  # one that came back elsewhere is left
            heard = [message async for message in silent.socket]

    assert heard == []
    assert [frame["t"] for frame in frames] == ["CHANNEL_CREATE", "RESUMED"]


async def test_a_client_that_closes_normally_has_no_session_to_come_back_to(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        session_id, sequence = await fresh_session(raw)
        await raw.socket.close(code=1000)

    async with connect(sandbox) as raw:
        await raw.resume(session_id, sequence)
        assert (await raw.op(9))["d"] is False


async def test_a_client_that_closes_with_another_code_may_come_back(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        session_id, sequence = await fresh_session(raw)
        await raw.socket.close(code=4000)

    async with connect(sandbox) as raw:
        await raw.resume(session_id, sequence)
        await raw.until("RESUMED")


@pytest.fixture
async def forgetful() -> AsyncIterator[Sandbox]:
    options = GatewayOptions(replay_events=4, session_life_seconds=0.1)
    async with Sandbox.start(SandboxOptions(gateway=options)) as running:
        yield running


async def test_too_many_missed_events_end_the_session(forgetful: Sandbox) -> None:
    async with connect(forgetful) as raw:
        session_id, sequence = await fresh_session(raw)
        happen(forgetful, *"abcde")

        async with connect(forgetful) as other:
            await other.resume(session_id, sequence)
            assert (await other.op(9))["d"] is False


async def test_a_session_nobody_comes_back_to_is_forgotten(forgetful: Sandbox) -> None:
    async with connect(forgetful) as raw:
        await fresh_session(raw)
        await forgetful.faults.inject("drop_gateway")

    await eventually(lambda: not forgetful.gateway.sessions)


async def test_a_sequence_number_from_the_future_is_refused(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        session_id, sequence = await fresh_session(raw)
        await sandbox.faults.inject("drop_gateway")

    async with connect(sandbox) as raw:
        await raw.resume(session_id, sequence + 7)
        assert await raw.closed() == 4007


async def test_a_session_resumed_elsewhere_leaves_its_old_connection(sandbox: Sandbox) -> None:
    async with connect(sandbox) as old, connect(sandbox) as new:
        session_id, sequence = await fresh_session(old)
        await new.resume(session_id, sequence)
        await new.until("RESUMED")

        assert await old.closed() == 4000
        happen(sandbox, "still-here")
        assert (await new.until("CHANNEL_CREATE"))["name"] == "still-here"


async def test_a_client_that_does_not_read_is_let_go_and_may_resume() -> None:
    options = SandboxOptions(gateway=GatewayOptions(max_pending=10))
    async with Sandbox.start(options) as sandbox, connect(sandbox) as raw:
        session_id, _ = await fresh_session(raw)
        happen(sandbox, *(f"channel-{number}" for number in range(20)))
        assert await raw.closed() == 4000

        async with connect(sandbox) as again:
            await again.resume(session_id, raw.sequence)
            await again.until("RESUMED")


async def test_a_lost_line_carries_no_close_code(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await fresh_session(raw)
        await sandbox.faults.inject("drop_gateway")
        message = await raw.socket.receive(timeout=5)

    assert message.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE)
    assert raw.socket.close_code in (None, 1006)
