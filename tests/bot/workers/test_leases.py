"""Two processes on one database: a worker is sent to one stage of a community, whoever asks first."""

from __future__ import annotations

from bot.storage.database import Database
from bot.workers.leases import Leases

ECHO, OTHER = 11, 12
HERE, THERE = 1, 2  # communities
STAGE, STAGE_TOO, FAR_STAGE = 101, 102, 201


async def test_a_worker_has_one_stage_in_each_community_and_a_stage_has_one_worker(
    database: Database,
) -> None:
    mine, theirs = Leases(database), Leases(database)

    assert await mine.take(ECHO, HERE, STAGE)
    assert not await theirs.take(ECHO, HERE, STAGE_TOO)
    assert not await theirs.take(OTHER, HERE, STAGE)
    assert await theirs.take(ECHO, THERE, FAR_STAGE)

    assert await mine.renew() == {(ECHO, STAGE)}
    assert await mine.take(ECHO, HERE, STAGE_TOO)  # from one stage of one's own to another
    assert await mine.renew() == {(ECHO, STAGE_TOO)}


async def test_what_is_given_back_is_free_at_once(database: Database) -> None:
    mine, theirs = Leases(database), Leases(database)
    await mine.take(ECHO, HERE, STAGE)
    await mine.take(OTHER, HERE, STAGE_TOO)

    await mine.give_back(STAGE)
    assert await theirs.take(ECHO, HERE, STAGE)
    assert not await theirs.take(OTHER, HERE, STAGE)
    await mine.give_back()
    assert await theirs.take(OTHER, HERE, STAGE_TOO)


async def test_after_a_crash_the_stage_has_its_worker_at_once_and_others_when_the_lease_is_over(
    database: Database,
) -> None:
    killed, next_one = Leases(database, lease_seconds=3600), Leases(database)
    gone = Leases(database, lease_seconds=-1)
    await killed.take(ECHO, HERE, STAGE)
    await gone.take(OTHER, HERE, STAGE_TOO)

    assert await next_one.holder(STAGE) == ECHO
    assert not await next_one.take(ECHO, HERE, FAR_STAGE)
    assert await next_one.take(ECHO, HERE, STAGE)
    assert await killed.renew() == set()
    assert await next_one.take(OTHER, HERE, FAR_STAGE)
