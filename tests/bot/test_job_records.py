"""People who are forgotten are forgotten by long work too, which goes on without them."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.community.records import RecordBook
from bot.events import Events
from bot.job_records import JobRecords
from bot.jobs import Item, Job, JobEnded, JobState
from bot.paced import Paced
from bot.storage.database import Database

HERE, THERE = 1, 2
ADA, BOB = 7, 8


class Office:
    """Work that nobody does yet, and what is kept of it."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self.database = database
        self.clock = clock
        self.events = Events()
        self.paced = Paced(database, clock, self.events)
        self.book = RecordBook(database)
        self.book.add("bot.jobs", JobRecords(self.paced.store, self.events, clock.now))

    async def begin(self, *targets: int, guild_id: int = HERE, begun_by: int | None = None) -> Job:
        async with self.database.transaction() as session:
            job = await self.paced.begin(session, "test.visit", "a", guild_id, targets, begun_by=begun_by)
        assert job is not None
        return job

    async def give_up(self, job: Job, target_id: int) -> None:
        item = Item(1, job, target_id, 0)
        async with self.database.transaction() as session:
            await self.paced.store.give_up(session, item, self.clock.now(), "403", refused=True)

    async def now(self, job: Job) -> Job:
        found = await self.paced.job(job.id)
        assert found is not None
        return found


@pytest.fixture
def office(database: Database, clock: MovableClock) -> Office:
    return Office(database, clock)


async def test_a_person_sees_what_they_began_and_what_is_about_them(office: Office) -> None:
    job = await office.begin(ADA, BOB, begun_by=BOB)
    await office.begin(ADA, guild_id=THERE)
    await office.give_up(job, ADA)
    at = job.begun_at.isoformat()

    (ada,) = await office.book.about(HERE, ADA)
    (bob,) = await office.book.about(HERE, BOB)

    assert ada.records == {"jobs_about": [{"kind": "test.visit", "begun_at": at, "error": "403"}]}
    assert bob.records["jobs_begun"] == [{"kind": "test.visit", "begun_at": at, "total": 2}]


async def test_work_goes_on_without_who_was_forgotten(office: Office) -> None:
    job = await office.begin(ADA, BOB, begun_by=ADA)
    elsewhere = await office.begin(ADA, guild_id=THERE)

    await office.book.forget(HERE, ADA)

    (kept,) = await office.book.about(HERE, ADA)
    assert kept.records == {}
    assert ((await office.now(job)).total, (await office.now(job)).begun_by) == (1, None)
    assert (await office.now(elsewhere)).total == 1


async def test_work_that_has_nobody_left_is_done_and_says_so(office: Office) -> None:
    ends: list[JobEnded] = []

    async def note(event: JobEnded) -> None:
        ends.append(event)

    office.events.subscribe(JobEnded, note)
    job = await office.begin(ADA)

    await office.book.forget(HERE, ADA)

    assert (await office.now(job)).state is JobState.DONE
    assert [event.job.id for event in ends] == [job.id]


async def test_what_failed_stays_counted_without_saying_whose_it_was(office: Office) -> None:
    job = await office.begin(ADA, BOB)
    await office.give_up(job, ADA)

    await office.book.forget(HERE, ADA)

    assert ((await office.now(job)).failed, await office.paced.failures(job.id)) == (1, [])


async def test_an_erased_community_has_no_work_left(office: Office, database: Database) -> None:
    job = await office.begin(ADA)
    elsewhere = await office.begin(ADA, guild_id=THERE)

    async with database.transaction() as session:
        await office.book.erase(session, HERE)

    assert await office.paced.job(job.id) is None
    assert await office.paced.job(elsewhere.id) is not None
