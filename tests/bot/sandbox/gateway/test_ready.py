"""An unmodified discord.py comes in and finds what there is."""

from __future__ import annotations

import discord

from bot.sandbox.server import Sandbox


async def test_a_plain_client_is_ready_and_sees_its_guild(sandbox: Sandbox, client: discord.Client) -> None:
    guild = client.get_guild(sandbox.guild.id)

    assert guild is not None
    assert guild.me.id == int(sandbox.ready.application_id)
    assert [channel.name for channel in guild.stage_channels] == ["Main stage", "Second stage"]
    assert sandbox.world.gaps == []
