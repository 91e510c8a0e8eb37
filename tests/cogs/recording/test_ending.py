"""What cannot be read at its end is kept, told of and tried again, until it can."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.tasks import Tasks
from bot.testing import eventually
from bot.timers import Timers
from bot.voice.recording import Packet, Recording
from cogs.recording.api import Consent, Replay, ReplayStatus, StopReason
from cogs.recording.ending import Ending
from cogs.recording.folders import Folders
from cogs.recording.lasting import Means
from cogs.recording.records import ReplayRecords
from cogs.recording.rows import MAKE, REMOVE_REPLAY, REMOVE_TRACK
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.shelf import Shelf
from cogs.rooms.api import Talk
from tests.cogs.books import club_book
from tests.cogs.recording.test_service import ADA, BOB, GUILD, Nobody, room


@dataclass
class Chat:
    """Notes what is said in the room. Fulfils `cogs.recording.ending.Ends`."""

    said: list[str] = field(default_factory=list)

    async def stopped(self, replay: Replay, people: Sequence[int]) -> None:
        """Note it."""
        self.said.append(f"{replay.topic} stopped with {len(people)}")

    async def damaged(self, replay: Replay, why: str) -> None:
        """Note it."""
        self.said.append(f"{replay.topic} damaged: {why}")

    async def repaired(self, replay: Replay, people: Sequence[int]) -> None:
        """Note it."""
        self.said.append(f"{replay.topic} repaired with {len(people)}")


@dataclass
class Desk:
    """A recording of Ada and Bob that is about to end."""

    database: Database
    events: Events
    clock: MovableClock
    folders: Folders

    def __post_init__(self) -> None:
        self.chat, self.tasks = Chat(), Tasks("test")
        self.timers = Timers(self.database, self.clock)
        self.settings = SettingStore(self.database, self.events, self.clock.now)
        self.settings.declare("recording", "cogs.recording", RecordingSettings)
        self.book = ReplayBook(self.database, self.events, self.clock.now, self.timers)
        self.book.owe(MAKE)
        self.shelf = Shelf(
            self.database,
            club_book(self.database, self.events, self.clock),
            self.timers,
            self.folders,
            self.clock.now,
        )
        means = Means(self.database, self.timers, self.tasks, self.clock.now)
        self.ending = Ending(means, self.settings, book=self.book, folders=self.folders, ends=self.chat)
        self.ending.listen()

    async def recorded(self, room_id: int = 3) -> Replay:
        """Record both, for two seconds."""
        replay = await self.book.begin(room(room_id), Consent.ASK, ADA)
        recording = Recording(self.folders.make(replay.id), allows=lambda _user: True, began=0.0, goes_on={})
        for user_id in (ADA, BOB):
            for number in range(30):
                packet = Packet(number * 960, number * 0.02, b"\xfc" + bytes([number + 1]) * 20)
                recording.take(user_id, user_id, number, packet)
        recording.close(2.0)
        return replay

    async def end(self, replay: Replay) -> Replay:
        """End it, and say so."""
        ended = await self.ending.end(
            replay, StopReason.HOST, 2.5, {ADA: Talk(1.0, 2.0), BOB: Talk(1.0, 2.0)}
        )
        assert ended is not None
        await self.ending.tell(ended)
        return ended.replay

    async def status(self, replay: Replay) -> ReplayStatus | None:
        """How it stands."""
        found = await self.book.get(replay.id)
        return None if found is None else found.status

    async def pass_until_told(self) -> None:
        """Let hours pass until something is said of it again."""

        def is_told() -> bool:
            self.clock.advance(3_600)
            return len(self.chat.said) > 1

        await eventually(is_told)


@pytest.fixture
async def desk(book: Database, events: Events, clock: MovableClock, tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(book, events, clock, Folders(tmp_path / "recordings", least_free_bytes=1))
    yield desk
    await desk.timers.close()
    await desk.tasks.close()


async def test_a_folder_that_is_away_is_waited_for_and_nothing_is_lost(desk: Desk, tmp_path: Path) -> None:
    replay = await desk.recorded()
    desk.folders.of(replay.id).rename(tmp_path / "away")

    damaged = await desk.end(replay)

    assert (damaged.status, damaged.reason, damaged.milliseconds) == (
        ReplayStatus.REPAIR,
        StopReason.HOST,
        2_500,
    )
    assert desk.chat.said == ["Jazz damaged: No such file or directory"]
    assert await desk.book.running() == []
    assert await desk.shelf.run_by(GUILD, ADA, steward=True) == []
    assert await desk.shelf.run_by(GUILD, ADA, steward=True, damaged=True) == [damaged]
    desk.timers.start()
    desk.clock.advance(7_200)
    await desk.ending.repair_all()
    assert await desk.status(replay) is ReplayStatus.REPAIR

    (tmp_path / "away").rename(desk.folders.of(replay.id))
    await desk.pass_until_told()

    assert desk.chat.said[1:] == ["Jazz repaired with 2"]
    (found,) = await desk.shelf.run_by(GUILD, ADA, steward=True)
    assert (found.reason, found.milliseconds, found.ended_at) == (StopReason.HOST, 2_500, damaged.ended_at)
    async with desk.database.transaction() as session:
        assert await desk.timers.cancel(session, MAKE, str(replay.id))


async def test_a_file_that_cannot_be_read_keeps_all_of_it_for_the_next_start(desk: Desk) -> None:
    replay = await desk.recorded()
    track = desk.folders.of(replay.id) / f"{BOB}.opus"
    kept = track.read_bytes()
    track.unlink()
    track.mkdir()
    await desk.end(replay)
    assert await desk.status(replay) is ReplayStatus.REPAIR

    shutil.rmtree(track)
    track.write_bytes(kept)
    await desk.ending.repair_all()
    await desk.ending.repair_all()

    assert await desk.status(replay) is ReplayStatus.STOPPED
    assert [one.id for one in await desk.shelf.with_track_of(GUILD, BOB)] == [replay.id]
    assert desk.chat.said[1:] == ["Jazz repaired with 2"]


async def test_a_voice_that_is_taken_out_meanwhile_does_not_come_back_with_the_folder(
    desk: Desk, tmp_path: Path
) -> None:
    replay = await desk.recorded()
    folder = desk.folders.of(replay.id)
    folder.rename(tmp_path / "away")
    await desk.end(replay)
    desk.timers.start()
    (own,) = await desk.shelf.with_track_of(GUILD, BOB)
    await desk.shelf.withdraw(own, BOB)
    async with desk.database.transaction() as session:
        await ReplayRecords(Nobody(), desk.timers, desk.clock.now).forget(session, GUILD, ADA)
    desk.clock.advance(7_200)

    (tmp_path / "away").rename(folder)
    await desk.pass_until_told()

    assert desk.chat.said[1] == "Jazz repaired with 0"
    assert await desk.shelf.with_track_of(GUILD, BOB) == []
    assert await desk.shelf.with_track_of(GUILD, ADA) == []
    await eventually(lambda: desk.folders.tracks(replay.id) == [])


async def test_what_was_deleted_is_not_repaired(desk: Desk, tmp_path: Path) -> None:
    replay = await desk.recorded()
    desk.folders.of(replay.id).rename(tmp_path / "away")
    await desk.end(replay)

    await desk.shelf.delete(replay.id)
    await desk.ending.repair_all()

    assert await desk.status(replay) is None
    assert len(desk.chat.said) == 1


async def test_what_is_to_be_removed_from_a_disk_that_is_gone_goes_once_that_is_back(
    desk: Desk, tmp_path: Path
) -> None:
    left, deleted = await desk.recorded(3), await desk.recorded(4)
    folders = [desk.folders.of(replay.id) for replay in (left, deleted)]
    for replay in (left, deleted):
        await desk.end(replay)
        desk.folders.of(replay.id).rename(tmp_path / f"away-{replay.id}")
    await desk.shelf.withdraw(left, ADA)
    await desk.shelf.delete(deleted.id)

    desk.timers.start()
    await until_looked_for(desk, REMOVE_TRACK, REMOVE_REPLAY)
    assert not any(folder.exists() for folder in folders)
    for replay, folder in zip((left, deleted), folders, strict=True):
        (tmp_path / f"away-{replay.id}").rename(folder)

    def is_done() -> bool:
        desk.clock.advance(3_600)
        return not folders[1].exists() and not (folders[0] / f"{ADA}.opus").exists()

    await eventually(is_done)
    assert [path.stem for path in desk.folders.tracks(left.id)] == [str(BOB)]


async def until_looked_for(desk: Desk, *kinds: str) -> None:
    """Let time pass until each of these timers has found nothing, and comes again."""
    looked_for: set[str] = set()
    for _ in range(1_000):
        desk.clock.advance(60)
        rows = await desk.database.lookup(select(TimerRow.kind, TimerRow.payload))
        looked_for.update(kind for kind, payload in rows if payload.get("tries"))
        if looked_for.issuperset(kinds):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"looked for {looked_for} alone")
