"""Ids as Discord makes them: time in the high bits, a counter in the low ones.

Source: Discord documentation, "API Reference", Snowflakes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Hands out ids that are unique and grow with time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0
        self._worker = itertools.cycle(range(1 << 10))

    def next(self) -> int:
        """A new id, greater than every one before it."""
        since_epoch = int(self._now().timestamp() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, (since_epoch << 22) | (next(self._worker) << 12))
        return self._last
