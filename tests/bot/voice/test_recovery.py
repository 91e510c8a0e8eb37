"""Voice connections end while something is played: what the bot does, and what people hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot import discord_voice_internals
from bot.client import Bot
from bot.sandbox.server import Sandbox
from bot.sandbox.voice import heard
from bot.sandbox.world import voice_states
from bot.testing import config_in, eventually, running
from bot.voice import crypto, supervisor
from bot.voice.closes import trouble_of
from bot.voice.events import LeftStage, StageInterrupted, StageRestored
from bot.voice.opus import SILENCE
from bot.voice.outlet import Outcome
from bot.voice.sources import Clip

TALK = [b"\xfc" + number.to_bytes(2, "big") * 8 for number in range(1, 151)]
#: Packets that may be on their way while a connection is closed.
IN_FLIGHT = 25


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Bot]:
    async with running(sandbox, config_in(tmp_path)) as ready:
        yield ready


@pytest.fixture
def stage(bot: Bot) -> discord.StageChannel:
    return stages(bot)[0]


def stages(bot: Bot) -> list[discord.StageChannel]:
    return [channel for channel in bot.get_all_channels() if isinstance(channel, discord.StageChannel)]


@pytest.fixture
def told(bot: Bot) -> list[object]:
    """What the bot tells of its voice."""
    events: list[object] = []

    async def take(event: object) -> None:
        events.append(event)

    for kind in (LeftStage, StageInterrupted, StageRestored):
        bot.events.subscribe(kind, take)
    return events


def said(sandbox: Sandbox, stage: discord.StageChannel) -> list[bytes]:
    packets = heard.packets(sandbox.voice, stage.id, sandbox.world.application.bot.id)
    return [packet for packet in packets if packet != SILENCE]


def bot_session(sandbox: Sandbox):  # type: ignore[no-untyped-def]  # noqa: ANN201 - the sandbox's own
    return sandbox.voice.calls.session(sandbox.guild.id, sandbox.world.application.bot.id)


@pytest.mark.parametrize("code", [4006, 4009, 4015])
async def test_what_is_played_goes_on_where_it_was(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, told: list[object], code: int
) -> None:
    connection = await bot.voice.join(stage)
    playing = connection.start(Clip(TALK))
    await eventually(lambda: len(said(sandbox, stage)) > 20)

    await sandbox.faults.inject("voice_close", code=code)
    await eventually(lambda: playing.outcome)

    got = said(sandbox, stage)
    assert playing.outcome is Outcome.PLAYED
    assert got == [packet for packet in TALK if packet in got]
    assert len(got) >= len(TALK) - IN_FLIGHT
    assert told[0] == StageInterrupted(stage.guild.id, stage.id, trouble_of(code))
    assert isinstance(told[1], StageRestored)
    assert bot.voice.get(stage.guild.id) is connection


async def test_a_resume_keeps_key_ssrc_and_counts_its_nonces_on(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    connection = await bot.voice.join(stage)
    session = bot_session(sandbox)
    playing = connection.start(Clip(TALK))
    await eventually(lambda: len(said(sandbox, stage)) > 20)

    await sandbox.faults.inject("voice_close", code=4015)
    await eventually(lambda: playing.outcome)

    assert bot_session(sandbox) is session
    assert session.traffic.nonce_reuses == 0
    assert session.traffic.bad == 0


async def test_sent_down_while_it_was_away_it_comes_up_again(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    connection = await bot.voice.join(stage)
    owner, bot_id = sandbox.guild.owner_id, sandbox.world.application.bot.id

    async def send_down(_event: StageInterrupted) -> None:
        voice_states.modify_other(sandbox.world, sandbox.guild.id, owner, bot_id, suppress=True)

    bot.events.subscribe(StageInterrupted, send_down)
    await sandbox.faults.inject("voice_close", code=4015)
    await eventually(lambda: sandbox.guild.voice_states[bot_id].suppress)

    await eventually(lambda: connection.is_speaker and not sandbox.guild.voice_states[bot_id].suppress)


async def test_moved_to_another_voice_server_it_goes_on_there(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, told: list[object]
) -> None:
    connection = await bot.voice.join(stage)
    first = bot_session(sandbox)
    playing = connection.start(Clip(TALK))
    await eventually(lambda: len(said(sandbox, stage)) > 20)

    await sandbox.faults.inject("voice_server_move")
    await eventually(lambda: playing.outcome)

    second = bot_session(sandbox)
    assert second is not first
    assert second.admission.endpoint != first.admission.endpoint
    assert said(sandbox, stage)[-1] == TALK[-1]
    assert LeftStage(stage.guild.id, stage.id) not in told


async def test_moved_to_another_stage_it_goes_on_there(sandbox: Sandbox, bot: Bot) -> None:
    first, second = stages(bot)[:2]
    connection = await bot.voice.join(first)
    playing = connection.start(Clip(TALK))
    await eventually(lambda: len(said(sandbox, first)) > 20)

    voice_states.move(sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, second.id)
    await eventually(lambda: playing.outcome)

    assert connection.channel.id == second.id
    assert said(sandbox, second)[-1] == TALK[-1]


async def test_disconnected_and_brought_back_it_goes_on_where_it_was(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, told: list[object]
) -> None:
    connection = await bot.voice.join(stage)
    playing = connection.start(Clip(TALK))
    await eventually(lambda: len(said(sandbox, stage)) > 20)

    voice_states.move(sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, None)
    await eventually(lambda: LeftStage(stage.guild.id, stage.id) in told)
    assert bot.voice.get(stage.guild.id) is None
    assert playing.outcome is None

    assert await bot.voice.join(stage) is connection
    await eventually(lambda: playing.outcome)
    assert playing.outcome is Outcome.PLAYED


async def test_leaving_for_good_ends_what_is_played(bot: Bot, stage: discord.StageChannel) -> None:
    connection = await bot.voice.join(stage)
    playing = connection.start(Clip(TALK))

    await bot.voice.leave(stage.guild.id)

    assert playing.outcome is Outcome.LOST


async def test_in_the_audience_it_waits_and_does_not_play_to_nobody(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    connection = await bot.voice.join(stage)
    playing = connection.start(Clip(TALK))
    await eventually(lambda: playing.sent_frames > 10)

    owner, bot_id = sandbox.guild.owner_id, sandbox.world.application.bot.id
    voice_states.modify_other(sandbox.world, sandbox.guild.id, owner, bot_id, suppress=True)
    await eventually(lambda: playing.outcome)

    assert len(said(sandbox, stage)) >= len(TALK) - IN_FLIGHT
    assert bot_session(sandbox).traffic.nonce_reuses == 0


async def test_a_used_up_key_is_replaced(sandbox: Sandbox, bot: Bot, stage: discord.StageChannel) -> None:
    connection = await bot.voice.join(stage)
    assert connection._client is not None
    state = connection._client.state
    state._sealer = (
        bytes(state.secret_key),
        state.mode,
        crypto.sealer(state.mode, bytes(state.secret_key), first_nonce=(1 << 32) - 20),
    )
    connection._switch()
    playing = connection.start(Clip(TALK))

    await eventually(lambda: playing.outcome, within_seconds=40)

    assert said(sandbox, stage)[-1] == TALK[-1]


async def test_a_connection_that_cannot_be_mended_is_over(
    sandbox: Sandbox,
    bot: Bot,
    stage: discord.StageChannel,
    told: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervisor, "TRIES", 1)
    monkeypatch.setattr(supervisor, "TRY_SECONDS", 0.5)
    connection = await bot.voice.join(stage)

    await sandbox.faults.inject("udp_silence", seconds=5)
    await sandbox.faults.inject("voice_close", code=4006)
    await eventually(lambda: LeftStage(stage.guild.id, stage.id) in told)

    assert not connection.is_connected()
    assert "rostra_voice_connections 0.0" in bot.metrics.exposition().decode()


async def test_while_it_is_lost_it_does_not_count_as_connected(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    connection = await bot.voice.join(stage)
    assert "rostra_voice_connections 1.0" in bot.metrics.exposition().decode()
    await sandbox.faults.inject("udp_silence", seconds=2)

    await sandbox.faults.inject("voice_close", code=4006)
    await eventually(lambda: not connection.is_connected())

    assert "rostra_voice_connections 0.0" in bot.metrics.exposition().decode()
    await eventually(lambda: connection.is_speaker)


async def test_the_better_cipher_is_chosen(sandbox: Sandbox, bot: Bot, stage: discord.StageChannel) -> None:
    await bot.voice.join(stage)

    assert bot_session(sandbox).mode == crypto.AES_GCM


async def test_where_discord_pys_reader_has_changed_its_own_thread_does_it(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord_voice_internals, "reader_can_be_shared", lambda: False)

    connection = await bot.voice.join(stage)
    await connection.play(TALK[:5])

    assert said(sandbox, stage) == TALK[:5]
