"""A live message is drawn when it changed, at most so often, and what it shows last is what is so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.redraw import Redraws
from bot.testing import eventually

# Far longer than a burst of changes takes, even here.
TURN_SECONDS = 0.3


@pytest.fixture
async def redraws() -> AsyncIterator[Redraws]:
    drawing = Redraws("test", every_seconds=TURN_SECONDS)
    running = asyncio.create_task(drawing.run())
    yield drawing
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


class Counter:
    """Something that changes, and what was drawn of it."""

    def __init__(self) -> None:
        self.value = 0
        self.drawn: list[int] = []

    async def draw(self) -> None:
        self.drawn.append(self.value)


async def test_a_thousand_changes_are_two_drawings_and_the_last_is_true(redraws: Redraws) -> None:
    counter = Counter()

    for _ in range(1_000):
        counter.value += 1
        redraws.stale(1, counter.draw)
        await asyncio.sleep(0)
    await eventually(lambda: len(counter.drawn) == 2)

    assert counter.drawn == [1, 1_000]


async def test_messages_do_not_wait_for_each_other(redraws: Redraws) -> None:
    first, second, gate = Counter(), Counter(), asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        await first.draw()

    redraws.stale(1, slow)
    redraws.stale(2, second.draw)

    await eventually(lambda: second.drawn)
    assert first.drawn == []
    gate.set()
    await eventually(lambda: first.drawn)


async def test_a_drawing_that_failed_is_logged_and_the_next_change_is_drawn(
    redraws: Redraws, caplog: pytest.LogCaptureFixture
) -> None:
    counter = Counter()

    async def fail() -> None:
        raise RuntimeError("no ink")

    redraws.stale(1, fail)
    await eventually(lambda: "no ink" in caplog.text)
    redraws.stale(1, counter.draw)
    await eventually(lambda: counter.drawn)

    assert [record.name for record in caplog.records] == ["bot.redraw"]


async def test_after_the_end_nothing_is_drawn(redraws: Redraws) -> None:
    ended, counter = Redraws("ended"), Counter()
    running = asyncio.create_task(ended.run())
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    ended.stale(1, counter.draw)
    redraws.stale(2, counter.draw)

    await eventually(lambda: counter.drawn)
    assert counter.drawn == [0]
