"""The bot owns what runs, takes only what stages need, and ends cleanly."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Protocol

import discord
import pytest

from bot.client import Bot, intents_for
from bot.errors import OperatorError
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.testing import config_in, eventually, running

OURS = {"enabled": ["clubs", "rooms", "hands", "tips", "playback"]}
# Discord documentation, "Opcodes and Status Codes", Gateway Opcodes; "Gateway", Gateway Intents.
IDENTIFY = 2
REQUEST_GUILD_MEMBERS = 8
GUILD_MEMBERS = 1 << 1


class Greeter(Protocol):
    """A service of some cog."""


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_no_privileged_intent_is_asked_for_by_default(tmp_path: Path) -> None:
    intents = intents_for(config_in(tmp_path))

    assert {name for name, on in intents if on} == {"guilds", "voice_states", "guild_scheduled_events"}


def test_members_are_asked_for_when_the_config_says_so(tmp_path: Path) -> None:
    assert intents_for(config_in(tmp_path, discord={"members_intent": True})).members


@pytest.mark.parametrize("members", [False, True])
async def test_no_list_of_members_is_asked_for(tmp_path: Path, *, members: bool) -> None:
    log = tmp_path / "gateway.jsonl"
    config = config_in(tmp_path, discord={"members_intent": members})
    options = SandboxOptions(rate_limits=False, gateway_log=log)
    async with Sandbox.start(options) as sandbox, running(sandbox, config):
        pass

    said = {(line := json.loads(text))["op"]: line["d"] for text in log.read_text("utf-8").splitlines()}
    assert bool(said[IDENTIFY]["intents"] & GUILD_MEMBERS) is members
    assert REQUEST_GUILD_MEMBERS not in said


async def test_nobody_is_pinged_unless_a_message_says_so(sandbox: Sandbox, tmp_path: Path) -> None:
    ada, channel_id = sandbox.person("Ada"), int(sandbox.ready.text_channel_id)
    async with running(sandbox, config_in(tmp_path)) as bot:
        channel = bot.get_channel(channel_id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send(f"@everyone {ada.mention}")

    (message,) = ada.messages(channel_id)
    assert (message.payload["mention_everyone"], message.payload["mentions"]) == (False, [])


async def test_it_starts_without_a_single_cog(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async with running(sandbox, config_in(tmp_path)) as bot:
        assert bot.get_guild(sandbox.guild.id) is not None
        assert bot.loaded == ()
        await eventually(lambda: f"ready as {bot.user}; communities: 1" in caplog.text)


async def test_it_starts_with_all_of_ours_in_the_order_they_require(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path, cogs=OURS)) as bot:
        order = [cog.name for cog in bot.loaded]

    assert order.index("clubs") < order.index("rooms") < order.index("hands")


@pytest.mark.parametrize("left_out", [("hands", "playback"), ("tips",), ("playback",), ("invitations",)])
async def test_the_rest_starts_without_one_of_them_and_what_needs_it(
    sandbox: Sandbox, tmp_path: Path, left_out: tuple[str, ...]
) -> None:
    enabled = [name for name in OURS["enabled"] if name not in left_out]

    async with running(sandbox, config_in(tmp_path, cogs={"enabled": enabled})) as bot:
        assert {cog.name for cog in bot.loaded} == set(enabled)


async def test_two_bots_in_one_process_share_no_state(sandbox: Sandbox, tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        async with running(sandbox, config_in(folder, cogs=OURS)) as bot:
            assert len(bot.loaded) == len(OURS["enabled"])


async def test_a_service_nobody_provides_is_named(tmp_path: Path) -> None:
    bot = Bot(config_in(tmp_path))

    with pytest.raises(OperatorError, match="Greeter"):
        bot.service(Greeter)
    await bot.close()


async def test_closing_twice_at_once_is_closing_once(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path)) as bot:
        await asyncio.gather(bot.close(), bot.close())

        assert bot.is_closed()


async def test_a_part_that_cannot_be_closed_is_named_and_the_rest_is_closed(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail() -> None:
        raise ConnectionError("gone")

    async with running(sandbox, config_in(tmp_path)) as bot:
        for part in (bot.web, bot.voice):
            monkeypatch.setattr(part, "close", fail)
        await bot.close()

        assert bot.is_closed()
    assert caplog.text.count("fail failed as the bot closed") == 2
    # Leaving the database open would leave its journal beside it.
    assert names_in(tmp_path) == ["rostra.db"]


async def test_members_in_voice_are_not_cached(sandbox: Sandbox, tmp_path: Path) -> None:
    stage_id = int(sandbox.ready.stage_channel_id)
    async with running(sandbox, config_in(tmp_path)) as bot:
        ada = sandbox.person("Ada")
        await ada.join(stage_id)
        stage = bot.get_channel(stage_id)
        await eventually(lambda: stage.voice_states)  # type: ignore[union-attr]  # it is a stage

        guild = bot.get_guild(sandbox.guild.id)
        assert guild is not None
        assert [member.id for member in guild.members] == [guild.me.id]
