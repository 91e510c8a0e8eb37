from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock, MovableClock, OffsetClock, SystemClock
from bot.testing import eventually

PATIENCE_SECONDS = 5.0
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("clock", [SystemClock(), OffsetClock(), MovableClock()])
async def test_every_clock_is_aware_in_utc_and_lets_the_past_go_by(clock: Clock) -> None:
    assert clock.now().tzinfo == UTC
    async with asyncio.timeout(PATIENCE_SECONDS):
        await clock.sleep_until(clock.now() - timedelta(days=1))


async def test_the_system_clock_sleeps_until_the_moment() -> None:
    clock = SystemClock()
    before = clock.now()

    await clock.sleep(0.05)

    assert clock.now() - before >= timedelta(seconds=0.05)


async def test_a_moved_clock_wakes_only_those_whose_moment_came() -> None:
    clock = MovableClock(NEW_YEAR)
    soon = asyncio.create_task(clock.sleep(60))
    late = asyncio.create_task(clock.sleep(3_600))
    await eventually(lambda: clock.sleeper_count == 2)

    clock.advance(61)
    await soon

    assert clock.now() == NEW_YEAR + timedelta(seconds=61)
    assert not late.done()
    late.cancel()


def test_time_does_not_go_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        MovableClock().advance(-1)


async def test_an_offset_clock_runs_on_and_wakes_its_sleepers_when_moved() -> None:
    clock = OffsetClock()
    sleeper = asyncio.create_task(clock.sleep(3_600))
    await asyncio.sleep(0)

    clock.offset_seconds = 3_601.0

    async with asyncio.timeout(PATIENCE_SECONDS):
        await sleeper
    assert clock.now() - datetime.now(UTC) > timedelta(seconds=3_600)


async def test_an_offset_clock_also_waits_by_itself() -> None:
    clock = OffsetClock(offset_seconds=100.0)

    async with asyncio.timeout(PATIENCE_SECONDS):
        await clock.sleep(0.05)

    assert clock.offset_seconds == 100.0
