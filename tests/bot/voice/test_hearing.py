"""A recording of a stage of the sandbox, by real packets, also while voice connections end under it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot.client import Bot
from bot.errors import UpstreamError
from bot.sandbox.server import Sandbox
from bot.sandbox.voice.person_client import PersonClient
from bot.sandbox.world import voice_states
from bot.testing import config_in, eventually, running
from bot.voice import ogg
from bot.voice.events import LeftStage
from bot.voice.opus import SAMPLE_RATE, packet_samples
from bot.voice.stage_connection import StageConnection
from tests.bot.sandbox.voice.stage import Stage

#: Longer than any packet of silence, so that the two are told apart.
TALK = [b"\xfc" + number.to_bytes(2, "big") * 20 for number in range(1, 61)]


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Bot]:
    async with running(sandbox, config_in(tmp_path)) as ready:
        yield ready


@pytest.fixture
async def connection(bot: Bot, sandbox: Sandbox) -> StageConnection:
    channel = bot.get_channel(sandbox.house.stage.id)
    assert isinstance(channel, discord.StageChannel)
    return await bot.voice.join(channel)


@pytest.fixture
async def ada(sandbox: Sandbox, connection: StageConnection) -> PersonClient:
    """A speaker with a voice client of her own."""
    stage = Stage(sandbox)
    assert connection.channel.id == stage.channel_id
    return await sandbox.voice.people.listen(stage.guild_id, stage.speaker("Ada"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "recording"
    made.mkdir()
    return made


def spoken(folder: Path, user_id: int) -> list[bytes]:
    return [packet for packet in track(folder, user_id) if packet in TALK]


def track(folder: Path, user_id: int) -> list[bytes]:
    return ogg.packets((folder / f"{user_id}.opus").read_bytes())


def is_deaf(sandbox: Sandbox) -> bool:
    return sandbox.guild.voice_states[sandbox.world.application.bot.id].self_deaf


async def test_what_a_speaker_says_is_kept_bit_for_bit(
    sandbox: Sandbox, connection: StageConnection, ada: PersonClient, folder: Path
) -> None:
    recording = await connection.record(folder, allows=lambda _user: True)
    await eventually(lambda: not is_deaf(sandbox))

    await ada.speak(TALK)
    await eventually(lambda: recording.quality_of(ada.admission.user_id).packets >= len(TALK))
    length = await connection.stop_recording()

    got = track(folder, ada.admission.user_id)
    assert spoken(folder, ada.admission.user_id) == TALK
    assert sum(map(packet_samples, got)) / SAMPLE_RATE == pytest.approx(length, abs=0.005)
    await eventually(lambda: is_deaf(sandbox))


async def test_who_declined_is_not_kept(
    sandbox: Sandbox, connection: StageConnection, ada: PersonClient, folder: Path
) -> None:
    await connection.record(folder, allows=lambda _user: False)
    await eventually(lambda: not is_deaf(sandbox))

    await ada.speak(TALK)
    await eventually(lambda: connection._intake.received.packets >= len(TALK))
    await connection.stop_recording()

    assert not (folder / f"{ada.admission.user_id}.opus").exists()


async def test_what_the_bot_plays_is_kept_too(bot: Bot, connection: StageConnection, folder: Path) -> None:
    await connection.record(folder, allows=lambda _user: True)

    await connection.play(TALK)
    await connection.stop_recording()

    assert bot.user is not None
    assert spoken(folder, bot.user.id) == TALK


async def test_a_bad_line_reorders_and_doubles_and_the_track_is_whole(
    sandbox: Sandbox, connection: StageConnection, ada: PersonClient, folder: Path
) -> None:
    recording = await connection.record(folder, allows=lambda _user: True)
    await eventually(lambda: not is_deaf(sandbox))
    await sandbox.faults.inject("udp_reorder", fraction=0.2, seed=1)
    await sandbox.faults.inject("udp_duplicate", fraction=0.2, seed=1)

    await ada.speak(TALK)
    await eventually(lambda: recording.quality_of(ada.admission.user_id).packets >= len(TALK))
    await connection.stop_recording()

    assert spoken(folder, ada.admission.user_id) == TALK


@pytest.mark.parametrize("code", [4006, 4009, 4014, 4015, 4022])
async def test_a_recording_goes_on_over_the_next_connection(
    bot: Bot, sandbox: Sandbox, connection: StageConnection, folder: Path, code: int
) -> None:
    """Whoever is disconnected is brought back by whoever wants the bot there, as rooms do."""
    told: list[LeftStage] = []

    async def come_back(event: LeftStage) -> None:
        told.append(event)
        await bot.voice.join(connection.channel)

    bot.events.subscribe(LeftStage, come_back)
    recording = await connection.record(folder, allows=lambda _user: True)
    await eventually(lambda: not is_deaf(sandbox))
    await speak(sandbox, TALK[:30], "Ada")
    await eventually(recording.speakers)

    await sandbox.faults.inject("voice_close", code=code)
    await eventually(lambda: not connection.is_connected())
    await eventually(lambda: connection.is_speaker and not is_deaf(sandbox))
    bob = await speak(sandbox, TALK[30:], "Bob")
    await eventually(lambda: bob in recording.speakers() and recording.quality_of(bob).packets >= 30)
    length = await connection.stop_recording()

    first = recording.speakers()[0]
    assert recording.quality_of(bob).duplicates == recording.quality_of(bob).late == 0
    assert spoken(folder, first) == TALK[:30]
    assert spoken(folder, bob) == TALK[30:]
    assert {
        round(sum(map(packet_samples, track(folder, user))) / SAMPLE_RATE, 1) for user in (first, bob)
    } == {round(length, 1)}
    assert (told != []) == (code in {4014, 4022})


async def speak(sandbox: Sandbox, packets: list[bytes], name: str) -> int:
    """Somebody comes, comes up and says something."""
    stage = Stage(sandbox)
    user_id = stage.speaker(name)
    client = await sandbox.voice.people.listen(stage.guild_id, user_id)
    await client.speak(packets)
    return user_id


async def test_two_recordings_at_once_are_refused(connection: StageConnection, folder: Path) -> None:
    await connection.record(folder, allows=lambda _user: True)

    with pytest.raises(UpstreamError, match="cannot record"):
        await connection.record(folder, allows=lambda _user: True)
    await connection.stop_recording()
    with pytest.raises(UpstreamError, match="does not record"):
        await connection.stop_recording()


async def test_who_speaks_is_known(
    sandbox: Sandbox, connection: StageConnection, ada: PersonClient, folder: Path
) -> None:
    await connection.record(folder, allows=lambda _user: True)
    await eventually(lambda: not is_deaf(sandbox))

    speaking = asyncio.create_task(ada.speak(TALK))
    await eventually(lambda: ada.admission.user_id in connection.speaking())
    await speaking
    await eventually(lambda: not connection.speaking())
    await connection.stop_recording()


async def test_closing_the_bot_brings_a_recording_to_its_end(
    sandbox: Sandbox, tmp_path: Path, folder: Path
) -> None:
    async with running(sandbox, config_in(tmp_path)) as bot:
        channel = bot.get_channel(sandbox.house.stage.id)
        assert isinstance(channel, discord.StageChannel)
        connection = await bot.voice.join(channel)
        await connection.record(folder, allows=lambda _user: True)
        await connection.play(TALK)

    assert spoken(folder, sandbox.world.application.bot.id) == TALK


async def test_thrown_out_in_the_middle_the_recording_can_still_be_ended(
    sandbox: Sandbox, bot: Bot, connection: StageConnection, folder: Path
) -> None:
    await connection.record(folder, allows=lambda _user: True)
    await connection.play(TALK)

    voice_states.move(sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, None)
    await eventually(lambda: bot.voice.get(connection.guild_id) is None)
    await connection.stop_recording()

    assert spoken(folder, sandbox.world.application.bot.id) == TALK


async def test_who_speaks_is_heard_without_a_recording_and_after_one(
    sandbox: Sandbox, connection: StageConnection, ada: PersonClient, folder: Path
) -> None:
    await connection.listen(listens=True)
    await eventually(lambda: not is_deaf(sandbox))
    await connection.record(folder, allows=lambda _user: True)
    await connection.stop_recording()
    assert not is_deaf(sandbox)

    await ada.speak(TALK)
    await eventually(lambda: ada.admission.user_id in connection.speaking())
    await connection.listen(listens=False)

    await eventually(lambda: is_deaf(sandbox))
