"""The bot on stages: it comes up, is heard, comes up again, and says why if it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot.client import Bot
from bot.errors import UpstreamError
from bot.permissions import MissingPermissions
from bot.sandbox.options import BOT_PERMISSIONS
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.voice import heard
from bot.sandbox.world import voice_states
from bot.sandbox.world.channels import edit_channel
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.state import Happening
from bot.testing import config_in, eventually, running
from bot.voice import stage_connection
from bot.voice.connections import LeftStage, NotAStage, StageFull

#: 20 ms packets that differ from each other and from silence.
TALK = [b"\xfc" + number.to_bytes(2, "big") * 8 for number in range(25)]


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Bot]:
    async with running(sandbox, config_in(tmp_path)) as ready:
        yield ready


@pytest.fixture
def stage(bot: Bot) -> discord.StageChannel:
    return stages(bot)[0]


def stages(bot: Bot) -> list[discord.StageChannel]:
    return [channel for channel in bot.get_all_channels() if isinstance(channel, discord.StageChannel)]


def own_state(sandbox: Sandbox) -> tuple[int, bool] | None:
    state = sandbox.guild.voice_states.get(sandbox.world.application.bot.id)
    return None if state is None else (state.channel_id, state.suppress)


async def test_joining_makes_the_bot_a_speaker(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    connection = await bot.voice.join(stage)

    assert own_state(sandbox) == (stage.id, False)
    assert connection.is_speaker
    assert bot.voice.get(stage.guild.id) is connection


async def test_it_is_deafened_unless_asked_otherwise(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    await bot.voice.join(stage)

    assert sandbox.guild.voice_states[sandbox.world.application.bot.id].self_deaf


async def test_what_is_played_is_heard_packet_by_packet(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    ada = sandbox.person("Ada")
    await ada.join(stage.id)
    await sandbox.voice.people.listen(sandbox.guild.id, ada.id)
    connection = await bot.voice.join(stage)

    await connection.play(TALK)
    await eventually(lambda: TALK[-1] in said(sandbox, stage))

    assert [packet for packet in said(sandbox, stage) if packet in TALK] == TALK


def said(sandbox: Sandbox, stage: discord.StageChannel) -> list[bytes]:
    return heard.packets(sandbox.voice, stage.id, sandbox.world.application.bot.id)


async def test_frames_are_counted(bot: Bot, stage: discord.StageChannel) -> None:
    connection = await bot.voice.join(stage)

    await connection.play(TALK)

    assert f"rostra_voice_frames_total {len(TALK)}.0" in bot.metrics.exposition().decode()


async def test_two_pieces_are_played_one_after_the_other(bot: Bot, stage: discord.StageChannel) -> None:
    connection = await bot.voice.join(stage)

    await asyncio.gather(connection.play(TALK), connection.play(TALK[:5]))

    assert f"rostra_voice_frames_total {len(TALK) + 5}.0" in bot.metrics.exposition().decode()


async def test_a_packet_of_another_length_is_refused(bot: Bot, stage: discord.StageChannel) -> None:
    connection = await bot.voice.join(stage)

    with pytest.raises(ValueError, match="20 ms"):
        await connection.play([b"\x00\x00"])


async def test_joining_again_keeps_the_connection(bot: Bot, stage: discord.StageChannel) -> None:
    assert await bot.voice.join(stage) is await bot.voice.join(stage)


async def test_joining_another_stage_leaves_the_first(sandbox: Sandbox, bot: Bot) -> None:
    first, second = stages(bot)[:2]
    await bot.voice.join(first)

    await bot.voice.join(second)

    assert own_state(sandbox) == (second.id, False)


async def test_leaving_ends_it_and_tells(sandbox: Sandbox, bot: Bot, stage: discord.StageChannel) -> None:
    told: list[LeftStage] = []

    async def take(event: LeftStage) -> None:
        told.append(event)

    bot.events.subscribe(LeftStage, take)
    await bot.voice.join(stage)

    await bot.voice.leave(stage.guild.id)
    await bot.voice.leave(stage.guild.id)
    await eventually(lambda: told)

    assert own_state(sandbox) is None
    assert told == [LeftStage(stage.guild.id, stage.id)]
    assert bot.voice.get(stage.guild.id) is None


async def test_sent_to_the_audience_it_comes_up_again(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    connection = await bot.voice.join(stage)

    suppress(sandbox, stage)
    assert own_state(sandbox) == (stage.id, True)

    await eventually(lambda: own_state(sandbox) == (stage.id, False) and connection.is_speaker)


async def test_a_moderator_who_insists_wins(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.voice.join(stage)

    for _ in range(stage_connection.MOST_RETAKES_A_MINUTE):
        suppress(sandbox, stage)
        await eventually(lambda: own_state(sandbox) == (stage.id, False))
    suppress(sandbox, stage)
    await eventually(lambda: "stays in the audience" in caplog.text)

    assert own_state(sandbox) == (stage.id, True)


async def test_a_moderator_who_insists_in_the_very_moment_wins(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, caplog: pytest.LogCaptureFixture
) -> None:
    """Both voice states arrive together then: when the first is told of, it is the second already."""
    connection = await bot.voice.join(stage)

    def insist(happening: Happening) -> None:
        if happening.name == "VOICE_STATE_UPDATE" and own_state(sandbox) == (stage.id, False):
            suppress(sandbox, stage)

    sandbox.world.subscribe(insist)
    suppress(sandbox, stage)
    await eventually(lambda: "stays in the audience" in caplog.text)

    assert bot.voice.get(stage.guild.id) is connection
    assert own_state(sandbox) == (stage.id, True)


async def test_moved_to_another_stage_it_comes_up_there(sandbox: Sandbox, bot: Bot) -> None:
    first, second = stages(bot)[:2]
    connection = await bot.voice.join(first)

    voice_states.move(sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, second.id)
    await eventually(lambda: own_state(sandbox) == (second.id, False))
    await eventually(lambda: connection.is_speaker and connection.channel.id == second.id)

    await connection.play(TALK)


async def test_disconnected_by_a_moderator_it_is_gone(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    await bot.voice.join(stage)

    voice_states.move(sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, None)

    await eventually(lambda: bot.voice.get(stage.guild.id) is None)


@pytest.mark.parametrize("code", [4006, 4015])
async def test_a_lost_voice_connection_comes_back_as_a_speaker(
    sandbox: Sandbox, bot: Bot, stage: discord.StageChannel, code: int
) -> None:
    connection = await bot.voice.join(stage)

    await sandbox.faults.inject("voice_close", code=code)
    await eventually(lambda: not connection.is_connected(), within_seconds=10)
    await eventually(lambda: connection.is_connected() and connection.is_speaker, within_seconds=30)

    assert own_state(sandbox) == (stage.id, False)
    await connection.play(TALK)


async def test_playing_after_the_stage_was_lost_says_so(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, bot: Bot, stage: discord.StageChannel
) -> None:
    monkeypatch.setattr(stage_connection, "SPEAKER_SECONDS", 0.2)
    connection = await bot.voice.join(stage)
    await bot.voice.leave(stage.guild.id)
    await eventually(lambda: own_state(sandbox) is None)

    with pytest.raises(UpstreamError, match="not a speaker"):
        await connection.play(TALK)


async def test_missing_permissions_are_named(tmp_path: Path) -> None:
    lacking = SandboxOptions(bot_permissions=BOT_PERMISSIONS & ~Permission.MUTE_MEMBERS)
    async with Sandbox.start(lacking) as sandbox, running(sandbox, config_in(tmp_path)) as bot:
        with pytest.raises(MissingPermissions, match="mute_members"):
            await bot.voice.join(stages(bot)[0])

        assert own_state(sandbox) is None


async def test_a_full_stage_is_refused_at_once(tmp_path: Path) -> None:
    lacking = SandboxOptions(bot_permissions=BOT_PERMISSIONS & ~Permission.MOVE_MEMBERS)
    async with Sandbox.start(lacking) as sandbox, running(sandbox, config_in(tmp_path)) as bot:
        stage = stages(bot)[0]
        await sandbox.person("Ada").join(stage.id)
        edit_channel(sandbox.world, sandbox.guild, sandbox.world.channel(stage.id), user_limit=1)
        await eventually(lambda: stage.user_limit == 1 and stage.voice_states)

        with pytest.raises(StageFull):
            await bot.voice.join(stage)


async def test_another_kind_of_channel_is_refused(bot: Bot) -> None:
    voice = next(channel for channel in bot.get_all_channels() if isinstance(channel, discord.VoiceChannel))

    with pytest.raises(NotAStage):
        await bot.voice.join(voice)  # type: ignore[arg-type]  # what a stranger's cog might do


async def test_closing_the_bot_leaves_the_stage(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path)) as bot:
        await bot.voice.join(stages(bot)[0])

    assert own_state(sandbox) is None


def suppress(sandbox: Sandbox, stage: discord.StageChannel) -> None:
    """A moderator moves the bot to the audience."""
    bot_id, owner_id = sandbox.world.application.bot.id, sandbox.guild.owner_id
    voice_states.modify_other(
        sandbox.world, sandbox.guild.id, owner_id, bot_id, channel_id=stage.id, suppress=True
    )
