"""The club house and a plain client on it."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.house import House
from tests.bot.sandbox.stage_client import Club


@pytest.fixture
def house(sandbox: Sandbox, client: discord.Client) -> House:
    return House(sandbox, client)


@pytest.fixture
def club(sandbox: Sandbox, client: discord.Client) -> Club:
    """The same, with people on its stage."""
    return Club(sandbox, client)
