"""A bot that records, on a sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Bot
from bot.clock import MovableClock
from bot.config import Config
from bot.events import Events
from bot.sandbox.server import Sandbox
from bot.settings.store import Place
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.testing import config_in, running
from cogs.recording.folders import Folders
from cogs.recording.views import waiting
from tests.cogs.house import House
from tests.cogs.recording.desk import Desk
from tests.cogs.recording.studio import Studio
from tests.cogs.recording.test_service import ADA, GUILD


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    # On a busy machine a file takes longer, and how far it is would stand where a test reads the answer.
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 600.0)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give settings by which recordings lie in a folder of the test's own."""
    return config_in(
        tmp_path,
        cogs={"enabled": ["admin", "clubs", "rooms", "hands", "recording"]},
        recording={"folder": str(tmp_path / "recordings"), "least_free_megabytes": 1},
    )


@pytest.fixture
async def bot(sandbox: Sandbox, config: Config) -> AsyncIterator[Bot]:
    """Give a bot that records."""
    async with running(sandbox, config) as started:
        yield started


@pytest.fixture
def studio(house: House, config: Config) -> Studio:
    """Give the house, and where its recordings lie."""
    return Studio(house, Path(config.recording.folder))


@pytest.fixture
async def served(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Studio]:
    """Give a studio whose bot serves pages."""
    config = config_in(
        tmp_path,
        cogs={"enabled": ["admin", "clubs", "rooms", "hands", "recording"]},
        recording={"folder": str(tmp_path / "recordings"), "least_free_megabytes": 1},
        web={"port": 0},
    )
    async with running(sandbox, config) as bot:
        yield Studio(House(sandbox, bot), tmp_path / "recordings")


@pytest.fixture
async def desk(book: Database, events: Events, clock: MovableClock, tmp_path: Path) -> AsyncIterator[Desk]:
    """Give a desk in a community that wants transcripts."""
    desk = Desk(book, events, clock, Folders(tmp_path, least_free_bytes=1), Tasks("test"))
    await desk.settings.change(Place(GUILD, "recording", 0), {"transcripts": True}, by=ADA)
    yield desk
    await desk.timers.close()
    await desk.tasks.close()
