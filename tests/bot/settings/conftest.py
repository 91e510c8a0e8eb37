from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.i18n import Words
from bot.settings import SettingStore
from bot.storage.database import Database
from tests.bot.settings.garden import GardenSettings

WORDS = """
setting-beds = Beds
    .description = How many beds there are
setting-colour = Colour
    .description = Of the fence
setting-name = Name
    .description = What is written on the gate
setting-zone = Zone
    .description = When the sun is up
setting-shortest-below-longest = the shortest path is longer than the longest.
"""


@pytest.fixture
def store(database: Database, clock: MovableClock) -> SettingStore:
    """Give the settings of one cog, the garden's."""
    store = SettingStore(database, Events(), clock.now)
    store.declare("garden", "tests.bot.settings", GardenSettings)
    return store


@pytest.fixture
def words(tmp_path: Path) -> Words:
    """Give the framework's words and the garden's."""
    (tmp_path / "en.ftl").write_text(WORDS)
    words = Words()
    words.add("tests.bot.settings", tmp_path)
    return words
