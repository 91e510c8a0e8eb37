"""What our own bot plays on a stage, as @discordjs/voice hears it there and as libopus in Node decodes it."""

from __future__ import annotations

import json
from pathlib import Path

import discord
import numpy as np
import pytest

from bot.sandbox.server import Sandbox
from bot.testing import config_in, running
from bot.voice.clips import opus_packets
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, SILENCE
from tests.bot.voice.files import tone
from tests.conformance.clients import LISTENER, Facts, started

HERTZ = 440


@pytest.fixture(autouse=True)
def installed() -> None:
    reason = LISTENER.missing()
    if reason:
        pytest.skip(reason)


async def admission(sandbox: Sandbox, stage_id: int, speaker_id: int) -> dict[str, str]:
    """Somebody in the audience, and what their client needs to connect."""
    ada = sandbox.person("Ada")
    await ada.join(stage_id)
    state = sandbox.guild.voice_states[ada.id]
    token, endpoint = sandbox.voice.admit(sandbox.guild.id, ada.id, stage_id, state.session_id)
    return {
        "guild_id": str(sandbox.guild.id),
        "channel_id": str(stage_id),
        "user_id": str(ada.id),
        "session_id": state.session_id,
        "token": token,
        "endpoint": endpoint,
        "speaker_id": str(speaker_id),
    }


def amplitude(facts: Facts, folder: Path) -> tuple[int, float]:
    """How many samples were decoded, and how much of the tone is in them."""
    samples = np.frombuffer((folder / facts["file"]).read_bytes(), "<i2")[::2].astype(float) / 32_768
    times = np.arange(len(samples)) / SAMPLE_RATE
    return len(samples), float(2 * abs(np.mean(samples * np.exp(-2j * np.pi * HERTZ * times))))


async def test_what_the_bot_plays_is_heard_and_decoded_by_another_library(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with running(sandbox, config_in(tmp_path)) as bot:
        stage = bot.get_channel(sandbox.house.stage.id)
        assert isinstance(stage, discord.StageChannel)
        assert bot.user is not None
        connection = await bot.voice.join(stage)
        clip = opus_packets(tone(1_000, hertz=HERTZ, dbfs=-20.0))
        admitted = {"ADMISSION": json.dumps(await admission(sandbox, stage.id, bot.user.id))}
        async with started(LISTENER, sandbox.ready, tmp_path, first="ready", added=admitted) as listener:
            # Whose a packet is comes another way, which the first may overtake; discord.js then drops it.
            await connection.play(clip[:10])
            await listener.tells("heard", utterance=1)

            await connection.play(clip)
            heard = await listener.tells("heard", utterance=2)

        # The silence with which the bot ends comes too, and is decoded as well.
        packets = [bytes.fromhex(packet) for packet in heard["packets"]]
        assert [packet for packet in packets if packet != SILENCE] == list(clip)
        samples, loud = amplitude(heard, tmp_path)
        assert samples == len(packets) * FRAME_SAMPLES
        assert loud * samples / (len(clip) * FRAME_SAMPLES) == pytest.approx(0.1, rel=0.1)
        assert listener.complaints() == ""
