from __future__ import annotations

import asyncio

import pytest

from bot.tasks import Tasks


async def forever() -> None:
    await asyncio.Event().wait()


async def test_a_task_is_named_after_its_owner_and_itself() -> None:
    tasks = Tasks("rooms")

    task = tasks.start(forever(), name="panel")

    assert task.get_name() == "rooms.panel"
    await tasks.close()


async def test_closing_cancels_and_waits() -> None:
    tasks = Tasks("rooms")
    ended = []

    async def tidy() -> None:
        try:
            await forever()
        finally:
            await asyncio.sleep(0)
            ended.append("tidied")

    tasks.start(tidy(), name="panel")
    await asyncio.sleep(0)
    await tasks.close()

    assert ended == ["tidied"]
    assert len(tasks) == 0


async def test_a_failure_is_logged_though_nobody_awaits_it(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks("rooms")

    async def fail() -> None:
        raise ConnectionError("no stage")

    task = tasks.start(fail(), name="panel")
    await asyncio.wait((task,))
    await tasks.close()

    assert "task rooms.panel failed" in caplog.text
    assert "no stage" in caplog.text


async def test_a_task_beyond_the_limit_is_refused() -> None:
    tasks = Tasks("rooms", limit=1)
    tasks.start(forever(), name="first")

    with pytest.raises(RuntimeError, match="rooms cannot start second: it already runs 1"):
        tasks.start(forever(), name="second")

    await tasks.close()


async def test_a_closed_owner_starts_nothing() -> None:
    tasks = Tasks("rooms")
    await tasks.close()

    with pytest.raises(RuntimeError, match="is closed"):
        tasks.start(forever(), name="late")


async def test_a_task_that_ignores_its_end_is_named_and_left(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks("rooms")
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    task = tasks.start(stubborn(), name="panel")
    await asyncio.sleep(0)
    await tasks.close(timeout_seconds=0.05)

    assert "rooms.panel did not end" in caplog.text
    release.set()
    await task


async def test_a_task_may_close_its_own_owner() -> None:
    tasks = Tasks("rooms")

    await asyncio.wait_for(tasks.start(tasks.close(), name="last"), timeout=5)
