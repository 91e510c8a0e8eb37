"""Bots that start with what concerns playback alone, and someone who hears them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from bot.client import Bot
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.voice import heard
from bot.settings.store import COMMUNITY, Place
from bot.testing import config_in, eventually, running
from bot.voice.decoding import ClipPcm
from bot.voice.opus import SAMPLE_RATE, SILENCE
from bot.voice.sources import Clip
from tests.cogs.house import House

COGS = {"enabled": ["clubs", "rooms", "hands", "playback", "admin"]}


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Bot]:
    async with running(sandbox, config_in(tmp_path, cogs=COGS)) as started:
        yield started


def heard_in(house: House) -> list[bytes]:
    """What listeners got from the bot, without the silence that players fill in."""
    bot_id = house.sandbox.world.application.bot.id
    packets = heard.packets(house.sandbox.voice, house.stage_id, bot_id)
    return [packet for packet in packets if packet != SILENCE]


def loudness_of(packets: list[bytes], hertz: float) -> float:
    """How much of a tone is in what was heard: its amplitude, as a part of the loudest there can be."""
    if not packets:
        return 0.0
    pcm = ClipPcm(Clip(packets))
    samples = np.frombuffer(b"".join(iter(pcm.read, None)), "<i2")[::2].astype(float) / 32768
    times = np.arange(len(samples)) / SAMPLE_RATE
    return float(2 * abs(np.mean(samples * np.exp(-2j * np.pi * hertz * times))))


async def quiet(house: House) -> None:
    """Let nothing be heard by itself."""
    place = Place(house.sandbox.guild.id, "playback", COMMUNITY)
    await house.bot.settings.change(place, {"chime": False, "closing_chime": False}, by=1)


async def heard_room(house: House) -> Person:
    """Open a room with a listener; answer its host. Nothing is heard by itself."""
    await quiet(house)
    host = await house.room()
    ada = await house.listener("Ada")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, ada.id)
    await eventually(lambda: house.bot_is_heard)
    return host
