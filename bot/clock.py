"""The time, from one place that can be moved.

Every rule that compares moments asks a `Clock`, so that a test or the sandbox
moves an evening on without waiting for it. What belongs to the wire stays on
real time: heartbeats, voice pacing, rate limits, leases between processes.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta

# A sleep on the system's clock looks at the wall this often, since a laptop that
# was closed or a corrected clock moves it without telling the event loop.
_LONGEST_NAP_SECONDS = 60.0


class Clock(ABC):
    """Tells the time and waits for a moment."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""

    @abstractmethod
    async def sleep_until(self, at: datetime) -> None:
        """Return as soon as `now()` is at or past `at`; at once if it is already."""

    async def sleep(self, seconds: float) -> None:
        """Return when `now()` has moved on by `seconds`."""
        await self.sleep_until(self.now() + timedelta(seconds=seconds))


class SystemClock(Clock):
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the wall-clock time in UTC."""
        return datetime.now(UTC)

    async def sleep_until(self, at: datetime) -> None:
        """Sleep in naps, so that a moved wall clock is noticed."""
        while (seconds := (at - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - no event says it
            await asyncio.sleep(min(seconds, _LONGEST_NAP_SECONDS))


class _Shifted(Clock):
    """What the clocks that can be moved share: their sleepers wake on a move."""

    def __init__(self) -> None:
        self._sleepers: set[asyncio.Future[None]] = set()

    def _moved(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)

    async def _wait_for_a_move(self, timeout_seconds: float | None) -> None:
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait((sleeper,), timeout=timeout_seconds)
        finally:
            self._sleepers.discard(sleeper)


class OffsetClock(_Shifted):
    """The machine's clock plus an offset; it runs on, and can be moved.

    The bot uses it on the sandbox, which says by how much its time was moved.
    """

    def __init__(self, offset_seconds: float = 0.0) -> None:
        super().__init__()
        self._offset = timedelta(seconds=offset_seconds)

    @property
    def offset_seconds(self) -> float:
        """How far ahead of the machine this clock is; setting it wakes the sleepers."""
        return self._offset.total_seconds()

    @offset_seconds.setter
    def offset_seconds(self, seconds: float) -> None:
        self._offset = timedelta(seconds=seconds)
        self._moved()

    def now(self) -> datetime:
        """Return the wall-clock time in UTC, moved by the offset."""
        return datetime.now(UTC) + self._offset

    async def sleep_until(self, at: datetime) -> None:
        """Sleep until the moved time has come, however it came."""
        while (seconds := (at - self.now()).total_seconds()) > 0:
            await self._wait_for_a_move(min(seconds, _LONGEST_NAP_SECONDS))


class MovableClock(_Shifted):
    """A clock that stands still until a test advances it."""

    def __init__(self, start: datetime | None = None) -> None:
        super().__init__()
        self._now = start or datetime.now(UTC)

    def now(self) -> datetime:
        """Return the moment the clock was last moved to."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move on, and wake whoever was waiting for a moment that has come.

        Raises:
            ValueError: time does not go backwards.
        """
        if seconds < 0:
            raise ValueError(f"time does not go backwards: {seconds}")
        self._now += timedelta(seconds=seconds)
        self._moved()

    @property
    def sleeper_count(self) -> int:
        """How many wait for this clock: a test advances once somebody does."""
        return len(self._sleepers)

    async def sleep_until(self, at: datetime) -> None:
        """Wait until the clock was advanced to `at`."""
        while self.now() < at:
            await self._wait_for_a_move(timeout_seconds=None)
