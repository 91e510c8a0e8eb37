"""Our own cogs, and a stranger's with settings of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Bot
from bot.config import Config, load_config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.testing import running
from tests.cogs.house import House

STRANGERS = Path(__file__).parent / "strangers"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give the settings of the process."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'rostra.db'}"
    return load_config(None, database={"url": url}, cogs={"folders": [STRANGERS]})


@pytest.fixture
async def bot(sandbox: Sandbox, config: Config) -> AsyncIterator[Bot]:
    """Give the bot, ready on the sandbox."""
    async with running(sandbox, config) as started:
        yield started


@pytest.fixture
def mia(house: House) -> Person:
    """Give somebody who may manage the server."""
    return house.manager("Mia")


@pytest.fixture
def ada(house: House) -> Person:
    """Give somebody who may not."""
    return house.person("Ada")
