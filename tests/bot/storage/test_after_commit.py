from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.after_commit import after_commit
from bot.storage.database import Database


def adding(done: list[str], name: str) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        done.append(name)

    return work


async def failing() -> None:
    raise ConnectionError


async def test_work_waits_for_the_commit_and_keeps_its_order(database: Database) -> None:
    done: list[str] = []

    async with database.transaction() as session:
        after_commit(session, adding(done, "first"))
        after_commit(session, adding(done, "second"))
        assert done == []

    assert done == ["first", "second"]


async def test_a_rollback_drops_the_work(database: Database) -> None:
    done: list[str] = []

    with suppress(KeyError):
        async with database.transaction() as session:
            after_commit(session, adding(done, "never"))
            raise KeyError

    assert done == []


async def test_work_that_fails_is_logged_and_the_rest_runs(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    async with database.transaction() as session:
        after_commit(session, failing)
        after_commit(session, adding(done, "after"))

    assert done == ["after"]
    assert "work after a commit failed" in caplog.text


async def test_a_savepoint_that_is_rolled_back_drops_its_own_work_only(database: Database) -> None:
    done: list[str] = []

    async with database.transaction() as session:
        after_commit(session, adding(done, "outside"))
        with suppress(KeyError):
            async with session.begin_nested():
                after_commit(session, adding(done, "inside"))
                raise KeyError
        async with session.begin_nested():
            after_commit(session, adding(done, "kept"))

    assert done == ["outside", "kept"]


async def test_a_released_savepoint_in_one_that_is_rolled_back_is_dropped_too(database: Database) -> None:
    done: list[str] = []

    async with database.transaction() as session:
        with suppress(KeyError):
            async with session.begin_nested():
                async with session.begin_nested():
                    after_commit(session, adding(done, "innermost"))
                raise KeyError

    assert done == []


async def test_work_may_open_a_transaction_of_its_own(database: Database) -> None:
    done: list[str] = []

    async def again() -> None:
        async with database.transaction() as session:
            after_commit(session, adding(done, "nested"))

    async with database.transaction() as session:
        after_commit(session, again)

    assert done == ["nested"]


async def test_a_session_from_elsewhere_is_refused() -> None:
    async with AsyncSession() as session:
        with pytest.raises(RuntimeError, match=r"Database\.transaction"):
            after_commit(session, failing)


async def test_a_reading_session_is_refused(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(RuntimeError, match=r"Database\.transaction"):
            after_commit(session, failing)
