"""Asking for members.

Source: Discord documentation, "Gateway Events", Request Guild Members and Rate Limited.
"""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world.guilds import add_member
from tests.bot.sandbox.gateway.raw import connect


def crowd(sandbox: Sandbox, size: int) -> None:
    for number in range(size):
        add_member(sandbox.world, sandbox.guild, f"guest {number:04}")


def asking(sandbox: Sandbox, **body: Any) -> dict[str, Any]:
    return {"guild_id": sandbox.ready.guild_id, **body}


async def test_all_members_come_in_chunks_of_a_thousand(sandbox: Sandbox) -> None:
    crowd(sandbox, 1500)
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(8, asking(sandbox, query="", limit=0, nonce="n"))
        chunks = [await raw.until("GUILD_MEMBERS_CHUNK") for _ in range(2)]

    assert [len(chunk["members"]) for chunk in chunks] == [1000, 502]
    assert [(chunk["chunk_index"], chunk["chunk_count"]) for chunk in chunks] == [(0, 2), (1, 2)]
    assert [chunk["nonce"] for chunk in chunks] == ["n", "n"]


async def test_discord_py_chunks_a_guild(sandbox: Sandbox, client: discord.Client) -> None:
    crowd(sandbox, 3)
    found = await client.guilds[0].query_members("guest", limit=2)

    assert [member.name for member in found] == ["guest_0000", "guest_0001"]


async def test_a_prefix_finds_a_hundred_at_most(sandbox: Sandbox) -> None:
    crowd(sandbox, 120)
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(8, asking(sandbox, query="guest", limit=0))

        assert len((await raw.until("GUILD_MEMBERS_CHUNK"))["members"]) == 100


async def test_ids_that_are_nobodys_are_named(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(8, asking(sandbox, user_ids=[sandbox.ready.application_id, "7"], presences=True))
        chunk = await raw.until("GUILD_MEMBERS_CHUNK")

    assert [member["user"]["id"] for member in chunk["members"]] == [sandbox.ready.application_id]
    assert chunk["not_found"] == ["7"]
    # Presences need the GUILD_PRESENCES intent.
    assert "presences" not in chunk


async def test_all_members_twice_in_thirty_seconds_is_rate_limited(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()
        for _ in range(2):
            await raw.send(8, asking(sandbox, query="", limit=0, nonce="again"))
        limited = await raw.until("RATE_LIMITED")

    assert limited["opcode"] == 8
    assert 0 < limited["retry_after"] <= 30
    assert limited["meta"] == {"guild_id": sandbox.ready.guild_id, "nonce": "again"}


async def test_all_members_need_the_members_intent(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify(intents=1)
        await raw.send(8, asking(sandbox, query="", limit=0))

        assert await raw.closed() == 4014


async def test_an_overlong_nonce_is_ignored(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(8, asking(sandbox, query="x", limit=1, nonce="n" * 33))

        assert "nonce" not in await raw.until("GUILD_MEMBERS_CHUNK")


@pytest.mark.parametrize("wrong", [{}, {"query": "", "user_ids": ["1"]}, {"query": "", "guild_id": "1"}])
async def test_a_request_is_for_one_guild_and_one_kind_of_member(
    sandbox: Sandbox, wrong: dict[str, Any]
) -> None:
    # "Request Guild Members": "one of query or user_ids".
    async with connect(sandbox) as raw:
        await raw.identify()
        await raw.send(8, {**asking(sandbox), **wrong})

        assert await raw.closed() == 4001


async def test_presences_come_with_their_intent(sandbox: Sandbox) -> None:
    sandbox.world.application.flags |= 1 << 12
    async with connect(sandbox) as raw:
        await raw.identify(intents=1 << 1 | 1 << 8)
        await raw.send(8, asking(sandbox, query="x", limit=1, presences=True))

        assert (await raw.until("GUILD_MEMBERS_CHUNK"))["presences"] == []
