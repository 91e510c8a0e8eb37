"""A live room and its queue, without a bot: rules are asked there, with the clubs and rooms they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.clock import MovableClock
from bot.events import Events
from bot.settings.store import COMMUNITY, Place
from bot.storage.database import Database
from bot.tasks import Tasks
from cogs.hands.acts import Report
from cogs.hands.desk import Desk
from cogs.hands.listening import StageListener
from cogs.hands.settings import HandSettings
from cogs.rooms.api import Room, StageRole
from cogs.rooms.service import RoomBook
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage
from tests.cogs.books import Ground, club_book, moved

GUILD, STAGE, INSTANCE, OWNER = 10, 100, 1000, 1


class Stage:
    """Does with people what Discord documents, and tells of it. Fulfils `cogs.hands.acts.Acts`."""

    def __init__(self, rooms: RoomBook) -> None:
        self._rooms = rooms
        self.roles: dict[int, StageRole] = {}
        self.refuses: Exception | None = None
        self.told: list[tuple[int, int]] = []  # whom, and how many seconds they have left
        self.muted: set[int] = set()
        self.reports: list[Report] = []
        self.removed: list[int] = []
        self.removed_from: list[int] = []  # the stages, each time
        self.asked: list[int] = []  # who was invited, in that order
        self.held: dict[int, tuple[int, ...]] = {}  # the roles of those who are found, by person

    async def becomes(
        self, user_id: int, role: StageRole | None, role_ids: tuple[int, ...] | None = None
    ) -> None:
        """Let somebody be something else on the stage; None if they left it."""
        before = self.roles.get(user_id)
        if role is None:
            self.roles.pop(user_id, None)
        else:
            self.roles[user_id] = role
        await moved(self._rooms, GUILD, user_id, _place(before), _place(role), role_ids=role_ids)

    async def invite(self, _room: Room, user_id: int) -> bool:
        """See `Acts.invite`."""
        if self.refuses is not None:
            raise self.refuses
        if user_id not in self.roles:
            return False
        self.asked.append(user_id)
        await self.becomes(user_id, StageRole.INVITED)
        return True

    async def lower(self, _room: Room, user_id: int) -> bool:
        """See `Acts.lower`."""
        if self.refuses is not None:
            raise self.refuses
        if user_id not in self.roles:
            return False
        await self.becomes(user_id, StageRole.AUDIENCE)
        return True

    async def mute(self, _room: Room, user_id: int, *, muted: bool) -> bool:
        """See `Acts.mute`."""
        if user_id in self.roles:
            (self.muted.add if muted else self.muted.discard)(user_id)
        return user_id in self.roles

    async def remove(self, room: Room, user_id: int) -> bool:
        """See `Acts.remove`."""
        if user_id not in self.roles:
            return False
        # Discord tells of it a moment later, and not from within the call.
        self.removed.append(user_id)
        self.removed_from.append(room.channel_id)
        return True

    async def report(self, report: Report) -> None:
        """See `Acts.report`."""
        self.reports.append(report)

    async def roles_of(self, _room: Room, user_ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """See `Acts.roles_of`."""
        return {user_id: self.held[user_id] for user_id in user_ids if user_id in self.held}

    async def say_time(self, _room: Room, user_id: int, seconds_left: int) -> None:
        """See `Acts.say_time`."""
        self.told.append((user_id, seconds_left))


class Evening:
    """The parts of this cog as the bot builds them."""

    room: Room

    def __init__(self, book: Database, events: Events, clock: MovableClock) -> None:
        self.clock, self.database = clock, book
        ground = Ground(book, events, clock)
        self.settings, self.timers, self.paced = ground.settings, ground.timers, ground.paced
        self.settings.declare("rooms", "cogs.rooms", RoomSettings)
        self.settings.declare("hands", "cogs.hands", HandSettings)
        self.clubs = club_book(book, events, clock)
        self.bots: set[int] = set()
        self.rooms = RoomBook(book, events, self.clubs, self.settings, clock.now, bots=self.bots)
        self.stage = Stage(self.rooms)
        self.desk = Desk.of(ground, self.clubs, self.rooms, self.stage)
        self.desk.listen()
        self.tasks = Tasks("hands")
        StageListener(self.desk, self.stage, self.tasks).subscribe(events)

    async def close(self) -> None:
        """End what runs beside the test."""
        await self.timers.close()
        await self.paced.close()
        await self.tasks.close()

    async def open(self) -> Room:
        """Open the room of a club; another one later, if there was one."""
        await self.rooms.reconcile(GUILD, {})
        known = await self.clubs.of(GUILD)
        club = known[0] if known else await self.clubs.create(GUILD, "Jazz", OWNER)
        plan = await self.rooms.openings.plan(club, STAGE, "Miles", OWNER)
        self.room = await self.rooms.openings.go_live(plan.id, INSTANCE)
        return self.room

    async def set(self, **values: object) -> None:
        """Set something of hands, as an administrator would."""
        await self.settings.change(Place(GUILD, "hands", COMMUNITY), values, by=1)

    async def order(self) -> list[int]:
        """Who waits, in the order in which they will be called."""
        return await self.desk.queue.waiting(self.room, (await self.desk.terms.of(self.room)).policy)

    async def back(self) -> None:
        """Let the bot look at the stage after it had been away."""
        seen = OpenStage(INSTANCE, "Miles", dict(self.stage.roles))
        await self.rooms.reconcile(GUILD, {STAGE: seen})

    async def wait_in_turn(self, *people: int) -> None:
        """Let people come to listen and raise their hands, one after the other."""
        for person in people:
            await self.stage.becomes(person, StageRole.AUDIENCE)
            await self.desk.asking.raise_hand(self.room, person, ())


def _place(role: StageRole | None) -> tuple[int, StageRole] | None:
    return None if role is None else (STAGE, role)
