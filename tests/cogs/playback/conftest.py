"""Bots that start with what concerns playback alone, and someone who hears them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Bot
from bot.sandbox.server import Sandbox
from bot.sandbox.voice import heard
from bot.testing import config_in, running
from bot.voice.opus import SILENCE
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
