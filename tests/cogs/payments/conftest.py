from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from bot.storage.database import Database
from tests.cogs.payments.stripe_stand_in import StripeStandIn
from tests.cogs.payments.till import Till


@pytest.fixture
async def stripe_api() -> AsyncIterator[StripeStandIn]:
    async with StripeStandIn.start() as stand_in:
        yield stand_in


@pytest.fixture
async def till(book: Database, clock: MovableClock, stripe_api: StripeStandIn) -> AsyncIterator[Till]:
    async with Till(book, clock, stripe_api).open() as opened:
        yield opened
