"""For rules of hands a room that is open, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from tests.cogs.hands.evening import Evening


@pytest.fixture
async def evening(book: Database, events: Events, clock: MovableClock) -> Evening:
    """Give a room that is open, with nobody in it yet."""
    begun = Evening(book, events, clock)
    await begun.open()
    return begun
