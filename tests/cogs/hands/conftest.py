"""For rules of hands a room that is open, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from tests.cogs.hands.evening import Evening


@pytest.fixture
async def evening(book: Database, events: Events, clock: MovableClock) -> AsyncIterator[Evening]:
    """Give a room that is open, with nobody in it yet; what is owed is done as time is moved."""
    begun = Evening(book, events, clock)
    await begun.open()
    begun.timers.start()
    begun.paced.start()
    yield begun
    await begun.close()
