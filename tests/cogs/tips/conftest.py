from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.service import TipLedger
from tests.cogs.books import tip_ledger


@pytest.fixture
def ledger(book: Database, events: Events, clock: MovableClock) -> TipLedger:
    return tip_ledger(book, events, clock)
