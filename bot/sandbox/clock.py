"""The time of Discord's rules, which a test may move.

Only rules follow it (auto-close, tokens, deadlines, events); heartbeats, voice
pacing and rate limits keep to the machine's monotonic clock.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Real time plus an offset, with alarms that ring when their time has come."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self._alarms: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The moment it is in the sandbox, aware and in UTC."""
        return datetime.now(UTC) + self.offset

    def advance(self, seconds: float) -> None:
        """Move time forward, ring every alarm that is due and tell the watchers."""
        self.offset += timedelta(seconds=seconds)
        self.ring()
        self._tell()

    def at(self, moment: datetime, action: Callable[[], None]) -> None:
        """Call `action` once `moment` is reached; the action checks that it still applies."""
        heapq.heappush(self._alarms, (moment, next(self._order), action))
        self._tell()

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Call `action` when that many seconds have passed."""
        self.at(self.now() + timedelta(seconds=seconds), action)

    def ring(self) -> None:
        """Call every alarm that is due, oldest first."""
        while self._alarms and self._alarms[0][0] <= self.now():
            heapq.heappop(self._alarms)[2]()

    def seconds_to_next(self) -> float | None:
        """How long until an alarm is due, or None if none is set."""
        if not self._alarms:
            return None
        return max(0.0, (self._alarms[0][0] - self.now()).total_seconds())

    def watch(self, watcher: Callable[[], None]) -> None:
        """Be told when the alarms or the time change, so that a sleeper can wake and look again."""
        self._watchers.append(watcher)

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()
