"""What tests of invitations share: a club with an owner and members, and the clock."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from tests.cogs.invitations.circle import Circle


@pytest.fixture
async def circle(book: Database, events: Events, clock: MovableClock) -> Circle:
    """Give a club whose owner is 1 and whose members are 2 and 3, on a database of its own."""
    circle = Circle(book, events, clock)
    await circle.found()
    return circle
