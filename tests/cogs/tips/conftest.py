from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.service import TipLedger


@pytest.fixture
def ledger(book: Database, events: Events, clock: MovableClock) -> TipLedger:
    return TipLedger(book, events, clock.now)
