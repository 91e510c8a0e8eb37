"""What tests of the schedule share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.clock import OffsetClock
from bot.config import load_config
from bot.sandbox.server import Sandbox
from bot.testing import running
from tests.cogs.house import House
from tests.cogs.schedule.stage import Programme


@pytest.fixture
async def programme(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Programme]:
    """Give a community with a club, and the production bot whose time moves with Discord's."""
    config = load_config(
        None,
        database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"},
        cogs={"enabled": ["admin", "clubs", "rooms", "schedule"]},
    )
    clock = OffsetClock()
    async with AsyncExitStack() as stack:
        house = House(sandbox, await stack.enter_async_context(running(sandbox, config, clock=clock)))
        yield Programme(house, config, clock, stack, await house.club())
