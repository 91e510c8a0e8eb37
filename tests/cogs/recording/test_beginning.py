"""A room that is to be recorded by itself is, as soon as it can be, also after a restart; and once."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.clock import MovableClock
from bot.errors import UserError
from bot.events import Events
from bot.settings.store import COMMUNITY, Place
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.testing import eventually
from bot.timers import Timers
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.beginning import Beginning
from cogs.recording.folders import Found
from cogs.recording.lasting import Means
from cogs.recording.refusals import NotOnThisStage
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.rooms.api import Room
from cogs.rooms.service import RoomBook
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage
from tests.cogs.books import Ground, club_book

GUILD, STAGE, INSTANCE, OWNER = 10, 100, 1000, 1


@dataclass
class Process:
    """One process of the bot, which has a voice or not. Fulfils `beginning.Begins` and `beginning.Tells`."""

    database: Database
    clock: MovableClock
    has_voice: bool = False
    recorded: list[Replay] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.events, self.tasks = Events(), Tasks("test")
        ground = Ground(self.database, self.events, self.clock)
        self.timers, self.settings = Timers(self.database, self.clock), ground.settings
        self.settings.declare("rooms", "cogs.rooms", RoomSettings)
        self.settings.declare("recording", "cogs.recording", RecordingSettings)
        self.clubs = club_book(self.database, self.events, self.clock)
        self.rooms = RoomBook(self.database, self.events, self.clubs, self.settings, self.clock.now)
        self.book = ReplayBook(self.database, self.events, self.clock.now)
        self.beginning = Beginning(
            Means(self.database, self.timers, self.tasks, self.clock.now),
            self.settings,
            rooms=self.rooms,
            book=self.book,
            begin=self,
            tells=self,
            runs_in=lambda _guild_id: True,
        )
        self.beginning.listen(self.events)

    async def __call__(self, room: Room, by: int) -> object:
        """See `Begins`."""
        if not self.has_voice:
            raise NotOnThisStage(stage="there")
        self.recorded.append(await self.book.begin(room, Consent.ASK, by))
        return self.recorded[-1]

    async def refused(self, _room: Room, refusal: UserError) -> None:
        """See `Tells`."""
        self.told.append(refusal.key)

    async def open(self) -> Room:
        """Open a room of a club that has its rooms recorded."""
        await self.rooms.reconcile(GUILD, {})
        await self.settings.change(Place(GUILD, "recording", COMMUNITY), {"by_itself": True}, by=1)
        club = await self.clubs.create(GUILD, "Jazz", OWNER)
        plan = await self.rooms.openings.plan(club, STAGE, "Miles", OWNER)
        return await self.rooms.openings.go_live(plan.id, INSTANCE)

    async def end(self) -> None:
        """End the process."""
        await self.timers.close()
        await self.tasks.close()

    def pass_until(self, count: int) -> bool:
        """Let time pass; answers whether as many recordings were begun."""
        self.clock.advance(60)
        return len(self.recorded) == count


@pytest.mark.parametrize("comes", ["by its voice", "by the clock"])
async def test_it_begins_once_there_is_a_voice_and_not_again_when_a_host_has_ended_it(
    book: Database, clock: MovableClock, comes: str
) -> None:
    process = Process(book, clock)
    await process.open()
    process.timers.start()
    await eventually(lambda: process.told)
    process.beginning.voice_came(STAGE + 1)
    process.beginning.voice_came(STAGE)
    await eventually(lambda: not process.tasks)
    assert (process.told, process.recorded) == (["not-on-this-stage"], [])

    process.has_voice = True
    if comes == "by its voice":
        process.beginning.voice_came(STAGE)
        await eventually(lambda: process.recorded)
    else:
        await eventually(lambda: process.pass_until(1))
    await process.book.finish(process.recorded[0], StopReason.HOST, Found())
    process.beginning.voice_came(STAGE)
    await eventually(lambda: not process.tasks)

    assert len(process.recorded) == 1
    async with book.reading() as session:
        assert await process.timers.owed(session, "recording.begin") == []
    await process.end()


async def test_a_restart_forgets_no_room_that_waits_and_one_that_is_over_waits_no_more(
    book: Database, clock: MovableClock
) -> None:
    killed = Process(book, clock)
    await killed.open()
    await killed.end()

    process = Process(book, clock, has_voice=True)
    await process.rooms.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", {})})
    process.timers.start()
    await eventually(lambda: process.pass_until(1))
    await process.end()

    last = Process(book, clock)
    await last.rooms.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", {})})
    async with book.transaction() as session:
        for room in last.rooms.of(GUILD):
            await last.beginning._owe(session, room)
    await last.rooms.reconcile(GUILD, {})
    async with book.reading() as session:
        assert await last.timers.owed(session, "recording.begin") == []
    await last.end()
