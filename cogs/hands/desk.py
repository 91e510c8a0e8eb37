"""The parts of this cog in one, for whoever stands between them and Discord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from bot.clock import Clock
from bot.events import Events
from bot.paced import Paced
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timers import Timers
from cogs.clubs.api import Clubs
from cogs.hands.acts import Acts
from cogs.hands.arrivals import Arrivals
from cogs.hands.asking import Asking
from cogs.hands.calls import Calls, Owed
from cogs.hands.floor import Floor
from cogs.hands.lowering import Lowering
from cogs.hands.moderation import Moderation
from cogs.hands.questions import Questions
from cogs.hands.reports import Reports
from cogs.hands.service import HandQueue
from cogs.hands.terms import TermBook
from cogs.rooms.api import Rooms


class Ground(Protocol):
    """What of the bot the queues stand on."""

    database: Database
    events: Events
    clock: Clock
    timers: Timers
    paced: Paced
    settings: SettingStore


@dataclass(frozen=True, slots=True)
class Desk:
    """What is asked of and done to the queues of all rooms."""

    rooms: Rooms
    queue: HandQueue
    terms: TermBook
    asking: Asking
    arrivals: Arrivals
    calls: Calls
    floor: Floor
    lowering: Lowering
    moderation: Moderation
    reports: Reports
    questions: Questions

    @classmethod
    def of(cls, bot: Ground, clubs: Clubs, rooms: Rooms, acts: Acts) -> Self:
        """Build them."""
        database, events, timers, now = bot.database, bot.events, bot.timers, bot.clock.now
        queue = HandQueue(database, events, now, Owed(timers, now))
        terms = TermBook(database, events, bot.settings, rooms, now)
        floor = Floor(
            database=database, events=events, timers=timers, rooms=rooms, terms=terms, acts=acts, now=now
        )
        calls = Calls(
            database=database, timers=timers, rooms=rooms, queue=queue, terms=terms, acts=acts, now=now
        )
        lowering = Lowering(
            database=database, paced=bot.paced, rooms=rooms, queue=queue, floor=floor, acts=acts
        )
        moderation = Moderation(database=database, rooms=rooms, clubs=clubs, acts=acts, calls=calls, now=now)
        questions = Questions(database, events, queue, terms, acts, now=now)
        reports = Reports(database, timers, terms, acts, now)
        asking = Asking(queue, terms, floor, moderation)
        arrivals = Arrivals(queue, terms, moderation, acts)
        return cls(
            rooms, queue, terms, asking, arrivals, calls, floor, lowering, moderation, reports, questions
        )

    def listen(self) -> None:
        """Do what was promised and begun, also before a restart."""
        self.calls.listen()
        self.floor.listen()
        self.lowering.listen()
        self.reports.listen()
