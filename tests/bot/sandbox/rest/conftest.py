"""The club house and a plain client on it."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.house import House


@pytest.fixture
def house(sandbox: Sandbox, client: discord.Client) -> House:
    return House(sandbox, client)
