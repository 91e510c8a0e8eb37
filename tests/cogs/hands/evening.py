"""A live room and its queue, without a bot: rules are asked there, with the clubs and rooms they need."""

from __future__ import annotations

from bot.clock import MovableClock
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import COMMUNITY, Place
from bot.storage.database import Database
from cogs.hands.asking import Asking
from cogs.hands.listening import StageListener
from cogs.hands.service import HandQueue
from cogs.hands.settings import HandSettings
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room, StageRole
from cogs.rooms.service import RoomBook
from cogs.rooms.settings import RoomSettings
from tests.cogs.books import club_book

GUILD, STAGE, INSTANCE, OWNER = 10, 100, 1000, 1


class Evening:
    """The parts of this cog as the bot builds them."""

    room: Room

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        self.clock = clock
        self.settings = SettingStore(book, events, clock.now)
        self.settings.declare("rooms", "cogs.rooms", RoomSettings)
        self.settings.declare("hands", "cogs.hands", HandSettings)
        self.clubs = club_book(book, events, clock)
        self.rooms = RoomBook(book, events, self.clubs, self.settings, clock.now)
        self.queue = HandQueue(book, events, clock.now)
        self.terms = TermBook(book, events, self.settings, self.rooms, clock.now)
        self.asking = Asking(self.queue, self.terms)
        StageListener(self.queue, self.asking).subscribe(events)
        self._was: dict[int, StageRole] = {}

    async def open(self) -> Room:
        """Open the room of a club; another one later, if there was one."""
        await self.rooms.reconcile(GUILD, {})
        known = await self.clubs.of(GUILD)
        club = known[0] if known else await self.clubs.create(GUILD, "Jazz", OWNER)
        plan = await self.rooms.plan(club, STAGE, "Miles", OWNER)
        self.room = await self.rooms.go_live(plan.id, INSTANCE)
        return self.room

    async def is_now(self, user_id: int, role: StageRole | None, roles: tuple[int, ...] = ()) -> None:
        """Let Discord tell what somebody is on the stage; None if they left it."""
        before = self._was.get(user_id)
        if role is None:
            self._was.pop(user_id, None)
        else:
            self._was[user_id] = role
        await self.rooms.moved(GUILD, user_id, _place(before), _place(role), roles)

    async def set(self, **values: object) -> None:
        """Set something of hands, as an administrator would."""
        await self.settings.change(Place(GUILD, "hands", COMMUNITY), values, by=1)

    async def order(self) -> list[int]:
        """Who waits, in the order in which they will be called."""
        return await self.queue.waiting(self.room, (await self.terms.of(self.room)).policy)


def _place(role: StageRole | None) -> tuple[int, StageRole] | None:
    return None if role is None else (STAGE, role)
