from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.errors import UserError
from bot.events import Events
from bot.i18n import Text
from bot.jobs import Item, Job, JobEnded, JobMoved, JobState
from bot.paced import KEPT, MOST_ATTEMPTS, MOST_REFUSED_IN_A_ROW, Paced
from bot.storage.database import Database
from bot.testing import eventually
from bot.undo import collected

PROCESS = Path(__file__).parent / "paced_process.py"
PATIENCE_SECONDS = 20.0
HERE, THERE = 1, 2


class Answered(Exception):
    """An answer of Discord as discord.py raises it: all that is looked at is its status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status} said Discord")
        self.status = status


class NotOnStage(UserError):
    """A refusal of a cog's."""

    key = "not-on-stage"


class Visits:
    """Paced work on a clock that stands still, and who was visited."""

    def __init__(self, database: Database, clock: MovableClock, *, per_second: float = 500.0) -> None:
        self.database = database
        self.clock = clock
        self.events = Events()
        self.paced = Paced(
            database,
            clock,
            self.events,
            per_second=per_second,
            per_second_overall=500.0,
            poll_seconds=0.1,
            lease_seconds=3.0,
        )
        self.visited: list[int] = []
        self.tried: list[int] = []
        #: What goes wrong with whom.
        self.trouble: dict[int, Exception] = {}
        #: Who is visited until this is set.
        self.held: int | None = None
        self.gate = asyncio.Event()
        self.paced.on("test.visit", self.visit)

    async def visit(self, item: Item) -> None:
        self.tried.append(item.target_id)
        if item.target_id == self.held:
            await self.gate.wait()
        if (error := self.trouble.get(item.target_id)) is not None:
            raise error
        self.visited.append(item.target_id)

    async def begin(self, targets: Iterable[int], *, guild_id: int = HERE, **more: Any) -> Job | None:
        async with self.database.transaction() as session:
            return await self.paced.begin(
                session, more.pop("kind", "test.visit"), more.pop("key", "a"), guild_id, targets, **more
            )

    async def begun(self, targets: Iterable[int], **more: Any) -> Job:
        job = await self.begin(targets, **more)
        assert job is not None
        return job

    async def now(self, job: Job) -> Job:
        """How a job stands."""
        found = await self.paced.job(job.id)
        assert found is not None
        return found

    async def until(self, job: Job, condition: Callable[[Job], bool]) -> Job:
        """Wait until a job stands like this, whichever process brings it about."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition(found := await self.now(job)):  # noqa: ASYNC110 - it may be another process
                await asyncio.sleep(0.02)
        return found

    async def ended(self, job: Job) -> Job:
        return await self.until(job, lambda now: now.state is not JobState.RUNNING)

    async def cancel(self, job: Job) -> bool:
        async with self.database.transaction() as session:
            return await self.paced.cancel(session, job.id)


@asynccontextmanager
async def at_work(visits: Visits) -> AsyncIterator[Visits]:
    visits.paced.start()
    try:
        yield visits
    finally:
        await visits.paced.close()


@pytest.fixture
async def visits(database: Database, clock: MovableClock) -> AsyncIterator[Visits]:
    async with at_work(Visits(database, clock)) as started:
        yield started


async def test_every_item_is_done_in_order_and_counted(visits: Visits) -> None:
    job = await visits.begun([7, 5, 9])

    ended = await visits.ended(job)

    assert visits.visited == [7, 5, 9]
    assert (ended.state, ended.total, ended.done, ended.failed) == (JobState.DONE, 3, 3, 0)
    assert ended.ended_at == visits.clock.now()


async def test_who_is_named_twice_is_done_once(visits: Visits) -> None:
    await visits.ended(await visits.begun([7, 5, 7]))

    assert visits.visited == [7, 5]


async def test_a_handler_gets_what_the_job_was_begun_with(visits: Visits) -> None:
    got: list[Item] = []

    async def keep(item: Item) -> None:
        got.append(item)

    visits.paced.on("test.kept", keep)
    job = await visits.begun([7], kind="test.kept", payload={"role_id": 3}, begun_by=8)
    await visits.ended(job)

    assert (got[0].target_id, got[0].guild_id, got[0].attempts) == (7, HERE, 0)
    assert (got[0].job.payload, got[0].job.begun_by) == ({"role_id": 3}, 8)


async def test_nobody_to_visit_is_done_at_once(visits: Visits) -> None:
    ends: list[JobEnded] = []
    visits.events.subscribe(JobEnded, _append_to(ends))

    job = await visits.begun([])

    assert job.state is JobState.DONE
    assert ends == [JobEnded(job)]


async def test_a_job_of_a_transaction_that_rolled_back_never_was(visits: Visits, database: Database) -> None:
    async def begin_and_fail() -> None:
        async with database.transaction() as session:
            await visits.paced.begin(session, "test.visit", "a", HERE, [7])
            raise KeyError

    with pytest.raises(KeyError):
        await begin_and_fail()

    assert await visits.paced.running_in(HERE) == []


async def test_the_same_job_is_not_begun_twice_while_it_runs(visits: Visits) -> None:
    visits.held = 7
    first = await visits.begun([7])

    assert await visits.begin([8]) is None
    assert await visits.begin([8], key="b") is not None
    assert await visits.begin([8], guild_id=THERE) is not None

    visits.gate.set()
    await visits.ended(first)
    assert await visits.begin([8]) is not None


async def test_jobs_of_one_community_take_turns(visits: Visits) -> None:
    visits.held = 1
    long = await visits.begun([1, 2, 3, 4, 5])
    await eventually(lambda: visits.tried == [1])
    short = await visits.begun([11, 12], key="short")

    visits.gate.set()
    for job in (long, short):
        await visits.ended(job)

    assert visits.visited.index(12) < visits.visited.index(4)


async def test_one_community_does_not_wait_for_another(visits: Visits) -> None:
    visits.held = 1
    await visits.begun([1, 2])
    await eventually(lambda: visits.tried == [1])

    await visits.ended(await visits.begun([11, 12], guild_id=THERE))

    assert visits.visited == [11, 12]


async def test_no_more_than_so_many_are_done_in_a_second(database: Database, clock: MovableClock) -> None:
    visits = Visits(database, clock, per_second=20.0)
    began = time.monotonic()

    async with at_work(visits):
        await visits.ended(await visits.begun(range(8)))

    # The first is done at once; however slow the machine is, the others cannot come earlier than this.
    assert time.monotonic() - began >= 7 / 20


@pytest.mark.parametrize("trouble", [Answered(403), Answered(404), NotOnStage()])
async def test_what_cannot_be_helped_fails_at_once_and_the_others_go_on(
    visits: Visits, trouble: Exception
) -> None:
    visits.trouble[5] = trouble
    job = await visits.begun([7, 5, 9])

    ended = await visits.ended(job)

    assert visits.tried == [7, 5, 9]
    assert (ended.state, ended.done, ended.failed) == (JobState.DONE, 2, 1)
    (failure,) = await visits.paced.failures(job.id)
    assert (failure.target_id, failure.attempts, failure.error) == (5, 1, str(trouble))


async def test_a_refusal_of_ours_counts_as_what_discord_said(visits: Visits) -> None:
    refusal = NotOnStage()
    refusal.__cause__ = Answered(403)
    visits.trouble = dict.fromkeys(range(50), refusal)

    assert (await visits.ended(await visits.begun(range(50)))).state is JobState.STOPPED


async def test_a_failure_is_tried_again_later_while_the_others_go_on(visits: Visits) -> None:
    visits.trouble[5] = Answered(500)
    job = await visits.begun([5, 7, 9])
    await visits.until(job, lambda now: now.done == 2)

    del visits.trouble[5]
    visits.clock.advance(3)
    ended = await visits.ended(job)

    assert visits.tried == [5, 7, 9, 5]
    assert (ended.done, ended.failed) == (3, 0)


async def test_what_fails_again_and_again_is_given_up(visits: Visits) -> None:
    visits.trouble[5] = ConnectionError("no way there")
    job = await visits.begun([5])
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await visits.now(job)).state is JobState.RUNNING:
            visits.clock.advance(10)
            await asyncio.sleep(0.02)

    assert visits.tried == [5] * MOST_ATTEMPTS
    (failure,) = await visits.paced.failures(job.id)
    assert (failure.attempts, failure.error) == (MOST_ATTEMPTS, "no way there")


async def test_a_job_is_stopped_that_discord_refuses_again_and_again(visits: Visits) -> None:
    visits.trouble = dict.fromkeys(range(3, 100), Answered(403))

    ended = await visits.ended(await visits.begun(range(100)))

    assert (ended.state, ended.done, ended.failed) == (JobState.STOPPED, 3, MOST_REFUSED_IN_A_ROW)
    assert len(visits.tried) == 3 + MOST_REFUSED_IN_A_ROW


async def test_people_who_have_left_do_not_stop_a_job(visits: Visits) -> None:
    visits.trouble = dict.fromkeys(range(30), Answered(404))

    ended = await visits.ended(await visits.begun(range(31)))

    assert (ended.state, ended.done, ended.failed) == (JobState.DONE, 1, 30)


async def test_what_was_cancelled_goes_no_further_and_what_is_under_way_is_counted(visits: Visits) -> None:
    visits.held = 5
    job = await visits.begun([7, 5, 9])
    await eventually(lambda: visits.tried == [7, 5])

    assert await visits.cancel(job)
    assert not await visits.cancel(job)
    visits.gate.set()
    await visits.ended(await visits.begun([11], key="after"))

    assert visits.visited == [7, 5, 11]
    found = await visits.now(job)
    assert (found.state, found.done, found.left) == (JobState.CANCELLED, 2, 1)


async def test_each_step_and_the_end_are_told(visits: Visits) -> None:
    told: list[JobMoved | JobEnded] = []
    visits.events.subscribe(JobMoved, _append_to(told))
    visits.events.subscribe(JobEnded, _append_to(told))
    visits.trouble[5] = Answered(404)

    await visits.ended(await visits.begun([7, 5, 9]))
    await eventually(lambda: len(told) == 3)

    assert [(type(event), event.job.done, event.job.failed) for event in told] == [
        (JobMoved, 1, 0),
        (JobMoved, 1, 1),
        (JobEnded, 2, 1),
    ]
    assert {event.guild_id for event in told} == {HERE}


async def test_a_job_whose_cog_is_off_in_the_community_rests(visits: Visits) -> None:
    off = {HERE}
    visits.events.hears = lambda _handler, event: getattr(event, "guild_id", None) not in off
    job = await visits.begun([7])
    await visits.ended(await visits.begun([11], guild_id=THERE))
    assert visits.visited == [11]

    off.clear()
    await visits.ended(job)

    assert visits.visited == [11, 7]


async def test_a_job_without_a_handler_waits_for_one(visits: Visits) -> None:
    job = await visits.begun([7], kind="test.unloaded")
    await visits.ended(await visits.begun([11]))
    assert visits.visited == [11]

    visits.paced.on("test.unloaded", visits.visit)
    await visits.ended(job)

    assert visits.visited == [11, 7]


async def test_a_handler_goes_with_its_cog(visits: Visits) -> None:
    with collected() as undos:
        visits.paced.on("test.reloaded", visits.visit, title=lambda _job: Text("notes", "visits"))
    job = await visits.begun([], kind="test.reloaded")
    assert visits.paced.title(job).owner == "notes"
    with pytest.raises(RuntimeError, match=r"test\.reloaded"):
        visits.paced.on("test.reloaded", visits.visit)

    for undo in undos:
        undo()
    visits.paced.on("test.reloaded", visits.visit)

    assert visits.paced.title(job).owner == "bot"


async def test_a_process_leaves_the_communities_of_others_alone(visits: Visits) -> None:
    visits.paced.serves = lambda guild_id: guild_id == THERE
    job = await visits.begun([7])
    await visits.ended(await visits.begun([11], guild_id=THERE))

    assert visits.visited == [11]
    assert (await visits.now(job)).left == 1


async def test_what_ended_long_ago_is_forgotten(visits: Visits) -> None:
    visits.trouble[5] = Answered(404)
    old = await visits.begun([5])
    await visits.ended(old)

    visits.clock.advance((KEPT + timedelta(hours=2)).total_seconds())
    recent = await visits.begun([7], key="recent")
    await visits.ended(recent)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await visits.paced.job(old.id) is not None:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)

    assert await visits.paced.failures(old.id) == []
    assert await visits.paced.job(recent.id) is not None


async def test_closing_frees_what_was_being_worked_on(visits: Visits, database: Database) -> None:
    visits.held = 7
    job = await visits.begun([7, 9])
    await eventually(lambda: visits.tried == [7])
    await visits.paced.close()

    async with at_work(Visits(database, visits.clock)) as other:
        await visits.ended(job)

    assert other.visited == [7, 9]


async def test_two_processes_never_work_in_one_community(visits: Visits, database: Database) -> None:
    visits.held = 1
    first = await visits.begun([1, 2, 3])
    await eventually(lambda: visits.tried == [1])
    async with at_work(Visits(database, visits.clock)) as other:
        second = await visits.begun([11], key="b")
        elsewhere = await other.begun([21], guild_id=THERE)
        await other.ended(elsewhere)
        assert not {1, 2, 3, 11} & set(other.tried)

        visits.gate.set()
        for job in (first, second):
            await visits.ended(job)

    assert sorted(visits.visited + other.visited) == [1, 2, 3, 11, 21]


async def start_process(url: str, hang_at: int = 0) -> Process:
    return await asyncio.create_subprocess_exec(sys.executable, PROCESS, url, str(hang_at), stdout=PIPE)


async def lines_until(process: Process, wanted: int) -> list[int]:
    assert process.stdout is not None
    lines: list[int] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while wanted not in lines:
            lines.append(int(await process.stdout.readline()))
    return lines


async def test_a_job_survives_a_kill_and_only_what_was_under_way_is_done_again(
    database: Database, database_url: str, clock: MovableClock
) -> None:
    visits = Visits(database, clock)
    job = await visits.begun(range(1, 11))
    first = await start_process(database_url, hang_at=4)
    before = await lines_until(first, 4)
    first.kill()
    await first.wait()
    assert (await visits.now(job)).done == 3

    second = await start_process(database_url)
    after = await lines_until(second, 10)
    ended = await visits.ended(job)
    second.kill()
    await second.wait()

    assert (before, after) == ([1, 2, 3, 4], [4, 5, 6, 7, 8, 9, 10])
    assert (ended.done, ended.failed) == (10, 0)


async def test_two_processes_do_each_item_once(
    database: Database, database_url: str, clock: MovableClock
) -> None:
    visits = Visits(database, clock)
    everybody = {guild_id: range(guild_id * 100, guild_id * 100 + 10) for guild_id in range(1, 5)}
    jobs = [await visits.begun(people, guild_id=guild_id) for guild_id, people in everybody.items()]
    processes = [await start_process(database_url) for _ in range(2)]
    for job in jobs:
        await visits.ended(job)
    for process in processes:
        process.kill()
    outputs = [(await process.communicate())[0].split() for process in processes]

    done = sorted(int(line) for output in outputs for line in output)
    assert done == [person for people in everybody.values() for person in people]


def _append_to(told: list[Any]) -> Any:
    async def append(event: object) -> None:
        told.append(event)

    return append
