"""Time in tests: a clock that stands still, and a wait for what others do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.clock import MovableClock

PATIENCE_SECONDS = 15.0
# Short, since a test that waits for two datagrams should not wait much longer than they take; then by what
# has passed already, since a look takes time from what it waits for.
_BETWEEN_LOOKS_SECONDS = 0.005
_BETWEEN_LOOKS_SHARE = 0.1


@pytest.fixture
def clock() -> MovableClock:
    """Give a clock that stands still until the test advances it."""
    return MovableClock()


async def eventually(condition: Callable[[], object], *, within_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something outside this task has made `condition` true.

    Raises:
        TimeoutError: it did not become true in time.
    """
    started = time.monotonic()
    async with asyncio.timeout(within_seconds):
        while not condition():
            waited = time.monotonic() - started
            await asyncio.sleep(max(_BETWEEN_LOOKS_SECONDS, _BETWEEN_LOOKS_SHARE * waited))
