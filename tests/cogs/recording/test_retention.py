"""A replay goes after the days that its club wants it kept, whenever it has set them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.settings.store import COMMUNITY, Place
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually
from bot.timer_store import TimerDue
from cogs.recording.api import Replay
from cogs.recording.posted import REMOVE_CLIP, PostedClips
from cogs.recording.retention import Retention
from cogs.recording.rows import EXPIRE, GRACE, REMOVE_REPLAY
from cogs.recording.settings import RecordingSettings
from cogs.recording.shelf import Shelf
from tests.cogs.books import club_book
from tests.cogs.recording.desk import Desk
from tests.cogs.recording.test_service import ADA, BOB, GUILD

DAY = timedelta(days=1)


@pytest.fixture
async def gone(desk: Desk) -> list[str]:
    """What is removed: the key of each timer by which something goes."""
    removed: list[str] = []

    async def remove(due: TimerDue) -> None:
        removed.append(f"{due.kind} {due.key}")

    for kind in (REMOVE_REPLAY, REMOVE_CLIP):
        desk.timers.on(kind, remove)
    shelf = Shelf(
        desk.database,
        club_book(desk.database, desk.events, desk.clock),
        desk.timers,
        desk.folders,
        desk.clock.now,
    )
    Retention(desk.means, desk.settings, desk.book, shelf).listen(desk.events)
    desk.timers.start()
    return removed


async def keep(desk: Desk, days: int, club_id: int = COMMUNITY) -> None:
    """Set for how many days replays are kept."""
    await desk.settings.change(Place(GUILD, "recording", club_id), {"keep_days": days}, by=ADA)


async def goes_after(desk: Desk, replay: Replay) -> timedelta | None:
    """For how long a replay stays from its end on; None if it is not to go."""
    async with desk.database.reading() as session:
        at = await session.scalar(
            select(TimerRow.fire_at).where(TimerRow.kind == EXPIRE, TimerRow.key == str(replay.id))
        )
    assert replay.ended_at is not None
    return None if at is None else at - replay.ended_at


async def test_a_replay_goes_with_its_files_and_clips_when_its_days_are_over(
    desk: Desk, gone: list[str]
) -> None:
    await keep(desk, 30)
    replay = await desk.recorded(keep_days=30)
    posted = PostedClips(desk.database, desk.timers, desk.clock.now)
    await posted.note(GUILD, replay.id, 5, 77, [ADA, BOB])
    await posted.has_come(77)

    assert await goes_after(desk, replay) == 30 * DAY
    desk.clock.advance(30 * DAY.total_seconds())
    await eventually(lambda: len(gone) == 2)

    assert sorted(gone) == [f"{REMOVE_CLIP} 77", f"{REMOVE_REPLAY} {replay.id}"]
    assert await desk.book.get(replay.id) is None


async def test_days_that_are_set_later_hold_for_what_is_there_and_give_a_day_to_think_again(
    desk: Desk, gone: list[str]
) -> None:
    replay = await desk.recorded(keep_days=90)
    desk.clock.advance(80 * DAY.total_seconds())

    await keep(desk, 7)
    assert await goes_after(desk, replay) == 80 * DAY + GRACE
    await keep(desk, 365, replay.club_id)
    assert await goes_after(desk, replay) == 365 * DAY
    await keep(desk, 8)  # the club's own holds
    assert await goes_after(desk, replay) == 365 * DAY
    await keep(desk, 0, replay.club_id)
    assert await goes_after(desk, replay) is None
    assert await desk.book.get(replay.id) is not None
    assert gone == []


async def test_nothing_goes_by_days_that_do_not_hold_any_more(desk: Desk, gone: list[str]) -> None:
    """As where a process ended between a change and what follows from it."""
    replay = await desk.recorded()
    async with desk.database.transaction() as session:
        at, payload = desk.clock.now() + DAY, {"replay_id": replay.id}
        await desk.timers.schedule(session, EXPIRE, str(replay.id), at, payload)
    desk.clock.advance(2 * DAY.total_seconds())

    usual = RecordingSettings().keep_days * DAY
    for _ in range(1_000):
        if await goes_after(desk, replay) == usual:
            break
        await asyncio.sleep(0.02)

    assert await goes_after(desk, replay) == usual
    assert gone == []
