from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from tests.cogs.books import tip_ledger


@pytest.fixture
def ledger(book: Database, events: Events, clock: MovableClock) -> TipLedger:
    return tip_ledger(book, events, clock)


class Rules:
    """What the community of a test has set of tips, and the ledger that goes by it."""

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        self.settings = SettingStore(book, events, clock.now)
        self.settings.declare("tips", "cogs.tips", TipSettings)
        self.met: set[frozenset[int]] = set()

        async def have_met(_guild_id: int, one_id: int, other_id: int, _since: object) -> bool:
            return frozenset({one_id, other_id}) in self.met

        self.ledger = TipLedger(book, events, self.settings, clock.now, have_met=have_met)

    async def set(self, guild_id: int, **values: object) -> None:
        """Set something, as an administrator would."""
        await self.settings.change(Place(guild_id, "tips"), values, by=9)


@pytest.fixture
def rules(book: Database, events: Events, clock: MovableClock) -> Rules:
    return Rules(book, events, clock)
