"""Work that is asked for again and again is done as often as it is worth it, and the last is always seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.errors import UpstreamError
from bot.tasks import Tasks
from bot.testing import eventually
from cogs.hands.soon import Soon

AN_HOUR = 3_600.0


class Work:
    """Counts how often it was done, and waits in the middle until it may go on."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.may_go_on = asyncio.Event()
        self.fails = False

    async def __call__(self, key: str) -> None:
        self.done.append(key)
        if self.fails:
            raise UpstreamError("not now")
        await self.may_go_on.wait()


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    owner = Tasks("test")
    yield owner
    await owner.close()


async def test_what_is_asked_for_while_it_runs_is_done_once_more(tasks: Tasks) -> None:
    work = Work()
    soon = Soon(tasks, "work", work)

    soon.ask("a")
    await eventually(lambda: work.done)
    for _ in range(100):
        soon.ask("a")
    work.may_go_on.set()

    await eventually(lambda: len(tasks) == 0)
    assert work.done == ["a", "a"]


async def test_it_is_done_no_more_often_than_it_may_and_keys_do_not_wait_for_each_other(
    tasks: Tasks,
) -> None:
    work = Work()
    work.may_go_on.set()
    soon = Soon(tasks, "work", work, every_seconds=AN_HOUR)

    for _ in range(100):
        soon.ask("a")
        soon.ask("b")
        await asyncio.sleep(0)

    assert work.done == ["a", "b"]


async def test_what_fails_is_done_again_when_it_is_asked_for(tasks: Tasks) -> None:
    work = Work()
    work.fails = True
    soon = Soon(tasks, "work", work)
    soon.ask("a")
    await eventually(lambda: len(tasks) == 0)

    work.fails = False
    work.may_go_on.set()
    soon.ask("a")

    await eventually(lambda: work.done == ["a", "a"])


async def test_a_process_that_ends_begins_nothing(tasks: Tasks) -> None:
    work = Work()
    soon = Soon(tasks, "work", work)
    await tasks.close()

    soon.ask("a")

    assert work.done == []
