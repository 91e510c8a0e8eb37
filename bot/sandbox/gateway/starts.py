"""How often a bot may identify: per day, and per five seconds and concurrency key.

Both are counted in the machine's monotonic time, as all rate limits are.
Source: Discord documentation, "Gateway", Session Start Limit Object and Max Concurrency.
"""

from __future__ import annotations

import time
from typing import Any

from bot.sandbox.options import GatewayOptions

DAY_SECONDS = 86_400.0


class SessionStarts:
    """Counts identifies and refuses those that come too soon."""

    def __init__(self, options: GatewayOptions) -> None:
        self._options = options
        self._used = 0
        self._day_began = time.monotonic()
        self._last_by_key: dict[int, float] = {}

    def take(self, shard_id: int) -> bool:
        """Count one identify and say whether it may go on."""
        now = time.monotonic()
        self._turn_day(now)
        if self._used >= self._options.session_starts_per_day:
            return False
        self._used += 1
        key = shard_id % self._options.max_concurrency
        last = self._last_by_key.get(key)
        if last is not None and now - last < self._options.identify_window_seconds:
            return False
        self._last_by_key[key] = now
        return True

    def payload(self) -> dict[str, Any]:
        """The session_start_limit of GET /gateway/bot."""
        now = time.monotonic()
        self._turn_day(now)
        return {
            "total": self._options.session_starts_per_day,
            "remaining": self._options.session_starts_per_day - self._used,
            "reset_after": int((self._day_began + DAY_SECONDS - now) * 1000),
            "max_concurrency": self._options.max_concurrency,
        }

    def _turn_day(self, now: float) -> None:
        if now - self._day_began >= DAY_SECONDS:
            self._day_began = now
            self._used = 0
