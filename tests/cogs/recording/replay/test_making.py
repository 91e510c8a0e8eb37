"""What is made of a recording is made once, also if a process ends meanwhile, and says how far it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import MovableClock
from bot.errors import UserError
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.testing import eventually
from bot.timers import Timers
from bot.voice.clips import opus_packets
from bot.voice.recording import Packet, Recording
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.folders import Folders
from cogs.recording.lasting import Means
from cogs.recording.rendering import Renderer
from cogs.recording.replay.making import Made, Making
from cogs.recording.replay.story import Stories, Story
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.rooms.api import PinnedLink
from tests.bot.voice.files import tone
from tests.cogs.books import club_book
from tests.cogs.recording.test_service import ADA, BOB, GUILD, room


@dataclass
class Board:
    """Notes what is shown, and may be stuck in it. Fulfils `cogs.recording.replay.making.Herald`."""

    is_stuck: bool = False
    begun: int = 0
    percents: list[int] = field(default_factory=list)
    shown: list[Made] = field(default_factory=list)

    async def begins(self, _story: Story) -> None:
        """Note it."""
        self.begun += 1

    def moved(self, _replay: Replay, percent: int) -> None:
        """Note it."""
        self.percents.append(percent)

    async def made(self, made: Made) -> None:
        """Note it, if it is not stuck."""
        if self.is_stuck:
            await asyncio.Event().wait()
        self.shown.append(made)

    async def failed(self, replay: Replay, why: UserError) -> None:
        """Fail."""
        raise AssertionError(f"{replay} {why}")


class NoLinks:
    """Nothing was pinned. Fulfils `cogs.rooms.api.RoomLinks`."""

    async def links_of(self, _guild_id: int, _room_id: int) -> list[PinnedLink]:
        """Answer none."""
        return []


@dataclass
class Process:
    """All of a process that makes replays."""

    database: Database
    events: Events
    clock: MovableClock
    folders: Folders
    board: Board

    def __post_init__(self) -> None:
        self.timers, self.tasks = Timers(self.database, self.clock), Tasks("test")
        self.book = ReplayBook(self.database, self.events, self.clock.now, self.timers)
        self.settings = settings = SettingStore(self.database, self.events, self.clock.now)
        settings.declare("recording", "cogs.recording", RecordingSettings)
        clubs = club_book(self.database, self.events, self.clock)
        stories = Stories(self.database, clubs, NoLinks(), self._names, lambda: 0)
        self.making = Making(
            Means(self.database, self.timers, self.tasks, self.clock.now),
            settings,
            book=self.book,
            stories=stories,
            renderer=Renderer(self.folders, stories.about, self.book.people_of),
            herald=self.board,
        )
        self.making.listen()

    async def _names(self, _guild_id: int, _user_ids: object) -> dict[int, str]:
        return {}

    async def end(self) -> None:
        """End at once."""
        await self.timers.close()
        await self.tasks.close()


async def recorded(process: Process) -> None:
    """Let two people speak at the same time, and end it."""
    replay = await process.book.begin(room(), Consent.OPT_OUT, ADA)
    recording = Recording(process.folders.make(replay.id), allows=lambda _user: True, began=0.0, goes_on={})
    for number, opus in enumerate(opus_packets(tone(8_000))):
        for user_id in (ADA, BOB):
            recording.take(user_id, user_id, number, Packet(number * 960, (number + 1) * 0.02, opus))
    recording.close(8.0)
    await process.book.finish(replay, StopReason.HOST, process.folders.close(replay.id))


async def test_a_restart_in_the_middle_makes_it_once(
    book: Database, events: Events, clock: MovableClock, tmp_path: Path
) -> None:
    folders = Folders(tmp_path, least_free_bytes=1)
    first = Process(book, events, clock, folders, Board(is_stuck=True))
    await recorded(first)
    first.timers.start()
    await eventually(lambda: first.board.percents, within_seconds=60)
    assert first.making.percent(1) is not None
    await first.end()

    second = Process(book, events, clock, folders, Board())
    second.timers.start()
    await eventually(lambda: second.board.shown, within_seconds=60)
    await eventually(lambda: second.making.percent(1) is None)
    await made_for_somebody_who_waits(second)
    await second.end()
    third = Process(book, events, clock, folders, Board())
    third.timers.start()
    await third.end()

    assert (first.board.shown, first.board.begun, second.board.begun, third.board.begun) == ([], 1, 1, 0)
    (made,) = second.board.shown
    assert made.path in folders.of(1).iterdir()
    percents = first.board.percents
    assert percents == sorted(percents)
    assert all(0 < percent < 100 for percent in percents)


async def made_for_somebody_who_waits(process: Process) -> None:
    """Another form is made when somebody asks, who hears how far it is; then nothing is at work any more."""
    heard: list[int] = []
    await process.settings.change(Place(GUILD, "recording"), {"form": "mp3"}, by=ADA)
    replay = await process.book.get(1)
    assert replay is not None

    made = await process.making.made(replay, heard.append)

    assert made.path.suffix == ".mp3"
    assert heard == sorted(heard)
    assert heard
    assert process.making.percent(1) is None
