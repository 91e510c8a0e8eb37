"""Time in tests: a clock that stands still, and a wait for what others do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.clock import MovableClock

PATIENCE_SECONDS = 15.0
# Short, since a test that waits for two datagrams should not wait much longer than they take.
_BETWEEN_LOOKS_SECONDS = 0.005


@pytest.fixture
def clock() -> MovableClock:
    """Give a clock that stands still until the test advances it."""
    return MovableClock()


async def eventually(condition: Callable[[], object], *, within_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something outside this task has made `condition` true.

    Raises:
        TimeoutError: it did not become true in time.
    """
    async with asyncio.timeout(within_seconds):
        while not condition():  # noqa: ASYNC110 - whoever makes it true knows nothing of the test
            await asyncio.sleep(_BETWEEN_LOOKS_SECONDS)
