from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.clock import MovableClock
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually
from bot.timer_store import TimerDue
from bot.timers import Timers
from bot.undo import Undo, collected

PROCESS = Path(__file__).parent / "timers_process.py"
PATIENCE_SECONDS = 20.0


class Bells:
    """Timers on a clock that stands still, and what was rung."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self.database = database
        self.clock = clock
        self.timers = Timers(database, clock, poll_seconds=0.1, lease_seconds=3.0)
        self.rung: list[str] = []
        self.timers.on("test.bell", self.ring)

    async def ring(self, due: TimerDue) -> None:
        self.rung.append(due.key)

    async def schedule(self, key: str, seconds: float, kind: str = "test.bell") -> bool:
        due_at = self.clock.now() + timedelta(seconds=seconds)
        async with self.database.transaction() as session:
            return await self.timers.schedule(session, kind, key, due_at, {"note": key})

    async def rows(self) -> int | None:
        async with self.database.reading() as session:
            found: int | None = await session.scalar(select(func.count()).select_from(TimerRow))
            return found

    async def lease(self) -> tuple[str, datetime]:
        """Who holds the one row, and until when."""
        async with self.database.reading() as session:
            row = (await session.scalars(select(TimerRow))).one()
        assert row.lease_owner is not None
        assert row.lease_until is not None
        return row.lease_owner, row.lease_until

    async def all_done(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.rows():  # noqa: ASYNC110 - the rows may be another process's
                await asyncio.sleep(0.02)


@pytest.fixture
async def bells(database: Database, clock: MovableClock) -> AsyncIterator[Bells]:
    bells = Bells(database, clock)
    bells.timers.start()
    yield bells
    await bells.timers.close()


async def test_what_is_owed_can_be_asked_of_one_timer_and_of_a_kind(bells: Bells) -> None:
    await bells.schedule("here", 30)
    await bells.schedule("elsewhere", 30, "test.whistle")

    async with bells.database.reading() as session:
        owed = [await bells.timers.is_owed(session, "test.bell", key) for key in ("here", "elsewhere")]
        assert (owed, await bells.timers.owed(session, "test.bell")) == ([True, False], ["here"])


async def test_what_is_due_is_handed_over_in_due_order_and_its_rows_go(bells: Bells) -> None:
    await bells.schedule("third", 30)
    await bells.schedule("first", 10)
    await bells.schedule("second", 20)
    assert bells.rung == []

    bells.clock.advance(31)
    await bells.all_done()

    assert bells.rung == ["first", "second", "third"]


async def test_what_is_not_due_waits(bells: Bells) -> None:
    await bells.schedule("now", 0)
    await bells.schedule("later", 60)
    await eventually(lambda: bells.rung == ["now"])

    bells.clock.advance(59)
    await bells.schedule("also now", 0)
    await eventually(lambda: len(bells.rung) == 2)

    assert bells.rung == ["now", "also now"]


async def test_the_same_key_again_is_no_second_timer(bells: Bells) -> None:
    assert await bells.schedule("once", 10)
    assert not await bells.schedule("once", 500)

    bells.clock.advance(11)
    await bells.all_done()

    assert bells.rung == ["once"]


async def test_a_timer_that_was_cancelled_does_not_fire(bells: Bells, database: Database) -> None:
    await bells.schedule("never", 10)
    async with database.transaction() as session:
        assert await bells.timers.cancel(session, "test.bell", "never")
        assert not await bells.timers.cancel(session, "test.bell", "never")

    bells.clock.advance(11)
    await bells.schedule("marker", 0)
    await eventually(lambda: bells.rung == ["marker"])


async def test_a_timer_of_a_transaction_that_rolled_back_never_was(bells: Bells, database: Database) -> None:
    async def schedule_and_fail() -> None:
        async with database.transaction() as session:
            await bells.timers.schedule(session, "test.bell", "never", bells.clock.now())
            raise KeyError

    with pytest.raises(KeyError):
        await schedule_and_fail()

    assert await bells.rows() == 0


async def test_a_handler_gets_what_was_scheduled(bells: Bells) -> None:
    got: list[TimerDue] = []

    async def keep(due: TimerDue) -> None:
        got.append(due)

    bells.timers.on("test.kept", keep)
    due_at = bells.clock.now()
    await bells.schedule("a", 0, kind="test.kept")
    await bells.all_done()

    assert got == [TimerDue("test.kept", "a", {"note": "a"}, due_at)]


async def test_a_slow_kind_does_not_hold_up_another(bells: Bells) -> None:
    async def hang(_due: TimerDue) -> None:
        await asyncio.Event().wait()

    bells.timers.on("test.slow", hang)
    await bells.schedule("slow", 0, kind="test.slow")
    await bells.schedule("quick", 0)

    await eventually(lambda: bells.rung == ["quick"])


async def test_a_failure_is_tried_again_later(bells: Bells) -> None:
    tries: list[int] = []

    async def fail_twice(due: TimerDue) -> None:
        tries.append(due.attempts)
        if due.attempts < 2:
            raise ConnectionError

    bells.timers.on("test.flaky", fail_twice)
    await bells.schedule("a", 0, kind="test.flaky")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await bells.rows():
            bells.clock.advance(1)
            await asyncio.sleep(0.02)

    assert tries == [0, 1, 2]


async def test_what_fails_for_ever_is_kept_as_failed_and_can_be_scheduled_anew(
    bells: Bells, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_due: TimerDue) -> None:
        raise ConnectionError("no stage")

    bells.timers.on("test.broken", fail)
    async with database.transaction() as session:
        await bells.timers.schedule(session, "test.broken", "a", bells.clock.now() + timedelta(seconds=1))
        await session.execute(update(TimerRow).values(attempts=14))
    bells.clock.advance(2)
    await eventually(lambda: "given up after 15 tries" in caplog.text)

    async with database.reading() as session:
        row = (await session.scalars(select(TimerRow))).one()
    assert row.failed_at == bells.clock.now()
    assert row.last_error == "ConnectionError('no stage')"
    assert await bells.schedule("a", 60, kind="test.broken")


async def test_a_handler_may_schedule_its_own_timer_anew(bells: Bells, database: Database) -> None:
    async def repeat(due: TimerDue) -> None:
        bells.rung.append(due.key)
        async with database.transaction() as session:
            await bells.timers.schedule(session, due.kind, due.key, due.due_at + timedelta(hours=1))

    bells.timers.on("test.hourly", repeat)
    await bells.schedule("chime", 0, kind="test.hourly")
    await eventually(lambda: len(bells.rung) == 1)
    bells.clock.advance(3_601)

    await eventually(lambda: len(bells.rung) == 2)
    assert await bells.rows() == 1


async def test_a_kind_without_a_handler_waits_for_one(bells: Bells) -> None:
    await bells.schedule("orphan", 0, kind="test.unloaded")
    await bells.schedule("marker", 0)
    await eventually(lambda: bells.rung == ["marker"])

    bells.timers.on("test.unloaded", bells.ring)

    await eventually(lambda: bells.rung == ["marker", "orphan"])


async def test_timers_of_a_cog_that_is_started_anew_wait_for_its_new_handler(bells: Bells) -> None:
    with collected() as undos:
        bells.timers.on("test.reloaded", lambda _due: _undone(undos))
    await bells.schedule("first", 5, kind="test.reloaded")
    await bells.schedule("second", 6, kind="test.reloaded")
    bells.clock.advance(10)
    await eventually(lambda: not undos)

    bells.timers.on("test.reloaded", bells.ring)
    await bells.all_done()

    assert bells.rung == ["second"]


async def _undone(undos: list[Undo]) -> None:
    undos.pop()()


def test_a_kind_has_one_handler(database: Database, clock: MovableClock) -> None:
    bells = Bells(database, clock)

    with pytest.raises(RuntimeError, match=r"test\.bell"):
        bells.timers.on("test.bell", bells.ring)


async def test_a_second_process_on_the_same_database_does_not_fire_what_is_being_handed_over(
    bells: Bells, database: Database
) -> None:
    async def hang(due: TimerDue) -> None:
        bells.rung.append(due.key)
        await outlived.wait()

    outlived = asyncio.Event()
    other = Bells(database, bells.clock)
    bells.timers.on("test.slow", hang)
    await bells.schedule("a", 0, kind="test.slow")
    await eventually(lambda: bells.rung == ["a"])
    other.timers.on("test.slow", other.ring)
    other.timers.start()

    owner, until = await bells.lease()
    await eventually(lambda: datetime.now(UTC) > until)
    now_owner, now_until = await bells.lease()
    assert now_owner == owner
    assert now_until > until
    outlived.set()
    await bells.all_done()

    assert (bells.rung, other.rung) == (["a"], [])
    await other.timers.close()


async def test_closing_frees_what_was_being_handed_over(bells: Bells, database: Database) -> None:
    async def hang(due: TimerDue) -> None:
        bells.rung.append(due.key)
        await asyncio.Event().wait()

    bells.timers.on("test.slow", hang)
    await bells.schedule("a", 0, kind="test.slow")
    await eventually(lambda: bells.rung == ["a"])
    await bells.timers.close()

    async with database.reading() as session:
        assert (await session.scalars(select(TimerRow.lease_owner))).all() == [None]


async def start_process(url: str, key: str, behaviour: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, PROCESS, url, key, behaviour, stdout=asyncio.subprocess.PIPE
    )


async def line_of(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await process.stdout.readline()


@pytest.mark.usefixtures("database")
async def test_a_timer_survives_a_kill_and_fires_again(database_url: str) -> None:
    first = await start_process(database_url, "a", "hang")
    assert await line_of(first) == b"a ding\n"
    first.kill()
    await first.wait()

    second = await start_process(database_url, "", "finish")

    assert await line_of(second) == b"a ding\n"
    second.kill()
    await second.wait()


async def test_two_processes_share_the_work_and_fire_each_timer_once(bells: Bells, database_url: str) -> None:
    await bells.timers.close()
    for number in range(40):
        await bells.schedule(f"n{number}", -1)
    processes = [await start_process(database_url, "", "finish") for _ in range(2)]

    await bells.all_done()
    for process in processes:
        process.kill()
    outputs = [(await process.communicate())[0].split() for process in processes]

    keys = [word for output in outputs for word in output[::2]]
    assert sorted(keys) == sorted(f"n{number}".encode() for number in range(40))
