"""A lost connection is mended by the table, and given up when that does not help."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.tasks import Tasks
from bot.testing import eventually
from bot.voice import supervisor
from bot.voice.closes import Trouble, trouble_of
from bot.voice.supervisor import MOST_MENDS_A_MINUTE, TRIES, Supervisor, VoiceLost


class Line:
    """A voice connection that does what a test plans, and notes what is done to it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fails: dict[str, list[Exception]] = {}
        self.during: Callable[[], None] = lambda: None

    async def resume(self) -> None:
        await self._do("resume")

    async def reopen(self) -> None:
        await self._do("reopen")

    async def rejoin(self, *, leave: bool) -> None:
        await self._do("leave and rejoin" if leave else "rejoin")

    async def end(self) -> None:
        self.done.append("end")

    async def _do(self, what: str) -> None:
        self.done.append(what)
        self.during()
        planned = self.fails.get(what)
        if planned:
            raise planned.pop(0)


class Watched:
    def __init__(self, tasks: Tasks) -> None:
        self.line = Line()
        self.told: list[Trouble | str] = []
        self.supervisor = Supervisor(
            self.line,
            tasks,
            name="a stage",
            interrupted=self.told.append,
            restored=lambda: self.told.append("restored"),
        )

    async def after(self, what: Callable[[], None]) -> list[str]:
        what()
        await eventually(lambda: not self.supervisor.is_mending)
        return self.line.done


@pytest.fixture
async def watched(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setattr(supervisor, "BACKOFF_SECONDS", 0.001)
    monkeypatch.setattr(supervisor, "SETTLE_SECONDS", 0.05)
    tasks = Tasks("test")
    yield Watched(tasks)
    await tasks.close()


@pytest.mark.parametrize(
    ("code", "first"),
    [
        (4006, "rejoin"),
        (4009, "rejoin"),
        (4014, "rejoin"),  # and nothing more was told
        (4015, "resume"),
        (4017, "end"),
        (4021, "end"),
        (4022, "rejoin"),
        (1006, "resume"),
        (None, "resume"),
        (4004, "rejoin"),
    ],
)
async def test_a_close_is_answered_by_the_table(watched: Watched, code: int | None, first: str) -> None:
    done = await watched.after(lambda: watched.supervisor.closed(code))

    assert done == [first]
    assert watched.told[1:] == ([] if first == "end" else ["restored"])
    # What ended it stays to be told of; what is mended is no trouble any more.
    assert watched.supervisor.trouble is (trouble_of(code) if first == "end" else None)


@pytest.mark.parametrize("code", [4014, 4022])
async def test_a_bot_that_was_moved_connects_where_it_is_told(watched: Watched, code: int) -> None:
    watched.supervisor.closed(code)
    done = await watched.after(watched.supervisor.server_moved)

    assert done == ["reopen"]


@pytest.mark.parametrize("code", [4014, 4022])
async def test_a_bot_that_was_disconnected_stays_away(watched: Watched, code: int) -> None:
    watched.supervisor.closed(code)
    done = await watched.after(watched.supervisor.left)

    assert done == ["end"]
    assert "restored" not in watched.told


async def test_another_server_is_enough_of_a_reason(watched: Watched) -> None:
    assert await watched.after(watched.supervisor.server_moved) == ["reopen"]
    assert watched.told == [Trouble.SERVER_MOVED, "restored"]


async def test_a_resume_that_is_refused_becomes_a_new_session(watched: Watched) -> None:
    watched.line.fails["resume"] = [VoiceLost(4006)]

    assert await watched.after(lambda: watched.supervisor.closed(4015)) == ["resume", "rejoin"]


@pytest.mark.parametrize(("code", "then"), [(4021, "end"), (4017, "end"), (4014, "rejoin")])
async def test_what_a_try_is_told_goes_before_what_was_meant_to_be_tried(
    watched: Watched, code: int, then: str
) -> None:
    watched.line.fails["resume"] = [VoiceLost(code)]

    assert await watched.after(lambda: watched.supervisor.closed(None)) == ["resume", then]
    assert watched.supervisor.trouble is (trouble_of(code) if then == "end" else None)


async def test_what_fails_again_and_again_is_left_and_then_given_up(watched: Watched) -> None:
    watched.line.fails = {
        what: [OSError("no network") for _ in range(TRIES)]
        for what in ("resume", "rejoin", "leave and rejoin")
    }

    done = await watched.after(lambda: watched.supervisor.closed(None))

    assert done == ["resume", "rejoin", *["leave and rejoin"] * (TRIES - 2), "end"]
    assert watched.told == [Trouble.NETWORK]


async def test_a_try_that_hangs_is_ended(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "TRY_SECONDS", 0.02)

    async def hang() -> None:
        watched.line.done.append("resume")
        await asyncio.Event().wait()

    stuck: Callable[[], Awaitable[None]] = hang
    watched.line.resume = stuck  # type: ignore[assignment,method-assign]  # this line hangs

    assert await watched.after(lambda: watched.supervisor.closed(4015)) == ["resume", "rejoin"]


async def test_moved_while_it_is_being_mended_it_follows(watched: Watched) -> None:
    def move_once() -> None:
        watched.line.during = lambda: None
        watched.supervisor.server_moved()

    watched.line.during = move_once
    watched.line.fails["rejoin"] = [VoiceLost(4014)]

    assert await watched.after(lambda: watched.supervisor.closed(4006)) == ["rejoin", "reopen"]


async def test_disconnected_while_it_is_being_mended_it_stays_away(watched: Watched) -> None:
    watched.line.during = watched.supervisor.left

    assert await watched.after(lambda: watched.supervisor.closed(4006)) == ["rejoin", "end"]
    assert watched.told == [Trouble.SESSION_INVALID]


async def test_a_connection_that_is_lost_all_the_time_is_given_up(watched: Watched) -> None:
    for _ in range(MOST_MENDS_A_MINUTE):
        await watched.after(lambda: watched.supervisor.closed(4015))

    done = await watched.after(lambda: watched.supervisor.closed(4015))

    assert done == ["resume"] * MOST_MENDS_A_MINUTE + ["end"]


async def test_nothing_is_mended_while_the_bot_ends() -> None:
    tasks = Tasks("test")
    watched = Watched(tasks)
    await tasks.close()

    watched.supervisor.server_moved()

    assert not watched.supervisor.is_mending
    assert watched.told == []


async def test_ended_on_purpose_it_is_mended_no_more(watched: Watched) -> None:
    watched.supervisor.closed(4014)

    await eventually(lambda: watched.told)
    watched.supervisor.stop()
    await eventually(lambda: not watched.supervisor.is_mending)

    assert watched.line.done == []
    assert watched.supervisor.trouble is None
