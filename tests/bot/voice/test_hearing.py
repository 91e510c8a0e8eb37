"""A recording of a stage of the sandbox, by real packets, also while voice connections end under it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import accumulate
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
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, STEP_SAMPLES, packet_samples
from bot.voice.recording import Recording
from bot.voice.rtp import SEQUENCES, TIMESTAMPS
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


async def a_while(recording: Recording) -> None:
    """Let half a second pass in the room: whoever came late on a busy machine lies before its end then."""
    until = recording.seconds() + 0.5
    await eventually(lambda: recording.seconds() > until)


def is_deaf(sandbox: Sandbox) -> bool:
    return sandbox.guild.voice_states[sandbox.world.application.bot.id].self_deaf


async def test_what_a_speaker_says_is_kept_bit_for_bit(
    sandbox: Sandbox, connection: StageConnection, ada: PersonClient, folder: Path
) -> None:
    recording = await connection.record(folder, allows=lambda _user: True)
    await eventually(lambda: not is_deaf(sandbox))

    await ada.speak(TALK)
    await eventually(lambda: recording.quality_of(ada.admission.user_id).packets >= len(TALK))
    await a_while(recording)
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


async def test_a_bad_line_a_wrap_and_a_new_ssrc_cost_no_more_than_what_was_lost(
    sandbox: Sandbox, connection: StageConnection, folder: Path
) -> None:
    recording, stage = await connection.record(folder, allows=lambda _user: True), Stage(sandbox)
    await eventually(lambda: not is_deaf(sandbox))
    for kind, fraction in (("loss", 0.15), ("reorder", 0.2), ("duplicate", 0.2)):
        await sandbox.faults.inject(f"udp_{kind}", fraction=fraction, seed=3)
    ada = stage.speaker("Ada")
    first = await sandbox.voice.people.listen(stage.guild_id, ada)
    first._sequence, first._timestamp = SEQUENCES - 10, TIMESTAMPS - 20 * FRAME_SAMPLES

    await first.speak(TALK[:30])
    await a_while(recording)
    # She is thrown out and comes back, under another SSRC and with other numbers.
    voice_states.leave(stage.world, stage.guild_id, ada)
    voice_states.join(stage.world, stage.guild_id, ada, stage.channel_id)
    stage.invite(ada)
    voice_states.answer_invitation(stage.world, stage.guild_id, ada, True)
    again = await sandbox.voice.people.listen(stage.guild_id, ada)
    await again.speak(TALK[30:])
    # What Bob says on a good line comes behind all of hers.
    for kind in ("loss", "reorder", "duplicate"):
        await sandbox.faults.inject(f"udp_{kind}", fraction=0.0)
    bob = stage.speaker("Bob")
    await (await sandbox.voice.people.listen(stage.guild_id, bob)).speak(TALK[:10])
    await eventually(lambda: recording.quality_of(bob).packets >= 10)
    await a_while(recording)
    length = await connection.stop_recording()

    packets, quality = track(folder, ada), recording.quality_of(ada)
    kept = spoken(folder, ada)
    assert again._ssrc != first._ssrc
    assert kept == [packet for packet in TALK if packet in kept]
    # Duplicates that come when their turn is over are late ones.
    assert quality.duplicates + quality.late > 0
    assert SILENCE in packets  # the silence that ends an utterance is kept like all else
    assert sum(map(packet_samples, packets)) / SAMPLE_RATE == pytest.approx(length, abs=0.005)
    places = dict(zip(packets, accumulate(map(packet_samples, packets), initial=0), strict=False))
    missing = 0
    for part in (TALK[:30], TALK[30:]):
        there = [packet for packet in part if packet in kept]
        # A stream begins with the first packet that comes; nobody can miss those before it.
        missing += len(part) - part.index(there[0]) - len(there)
        for packet in there:
            apart = (part.index(packet) - part.index(there[0])) * FRAME_SAMPLES
            assert abs(places[packet] - places[there[0]] - apart) <= STEP_SAMPLES
    assert 0 < missing <= quality.lost


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
