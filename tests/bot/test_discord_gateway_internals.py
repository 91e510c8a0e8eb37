"""Voice states are taken many at a time, and a line on which nothing comes any more is left all the same."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.discord_gateway_internals import AT_ONCE
from bot.sandbox.gateway import connection
from bot.sandbox.options import GatewayOptions, SandboxOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world import voice_states
from bot.sandbox.world.guilds import add_member
from bot.testing import config_in, eventually, running
from bot.whereabouts import Change

LEFT = "has stopped responding to the gateway"
CROWD = 2 * AT_ONCE + 50


async def test_a_silent_line_is_left_and_what_was_missed_on_it_comes_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Only the bot may leave it: however busy the machine is, Discord's side waits for each heartbeat.
    monkeypatch.setattr(connection, "HEARTBEAT_TOLERANCE", 1_000)
    caplog.set_level(logging.WARNING, "discord.gateway")
    options = SandboxOptions(gateway=GatewayOptions(heartbeat_interval_ms=1_000, identify_window_seconds=0))
    async with Sandbox.start(options) as sandbox, running(sandbox, config_in(tmp_path)) as bot:
        ada, stage = sandbox.person("Ada"), sandbox.house.stage
        line: Any = bot.shards[0]._parent.ws
        await eventually(lambda: line._max_heartbeat_timeout is None)

        await sandbox.faults.inject("silence_gateway")
        await ada.join(stage.id)
        line._keep_alive.heartbeat_timeout = 0.1  # of a second, and not of a minute
        await eventually(lambda: sandbox.gateway.resumed == 1)

        there: Any = bot.get_channel(stage.id)
        await eventually(lambda: ada.id in there.voice_states)
    assert sum(LEFT in record.getMessage() for record in caplog.records) == 1


async def test_what_comes_in_one_go_is_told_in_order_and_none_is_lost_where_the_line_ends_in_the_middle(
    tmp_path: Path,
) -> None:
    told: list[int] = []

    def heard(change: Change) -> bool:
        told.append(change.user_id)
        return False

    options = SandboxOptions(gateway=GatewayOptions(identify_window_seconds=0))
    async with Sandbox.start(options) as sandbox, running(sandbox, config_in(tmp_path)) as bot:
        bot.whereabouts.follow(heard)
        came = [add_member(sandbox.world, sandbox.guild, f"Listener {n}").user.id for n in range(CROWD)]
        for number, user_id in enumerate(came):
            voice_states.join(sandbox.world, sandbox.guild.id, user_id, sandbox.house.stage.id)
            if number == AT_ONCE // 2:
                await sandbox.faults.inject("reconnect")

        await eventually(lambda: len(told) >= CROWD)
        assert told == came
        assert sandbox.gateway.resumed == 1
