"""What becomes of an evening whose time has come.

| what is so                                 | what follows                                                |
|--------------------------------------------|-------------------------------------------------------------|
| it is time, and nobody has opened it       | its host and co-hosts are called; any of them may begin it  |
| `late_minutes` later nobody has opened it  | those interested are told; it is cancelled, and one that    |
|                                            | comes again goes on with its next time; or it stays         |
| its room has ended, its event is still on  | the event is ended as well                                  |
| its club rests from now on                 | it is cancelled                                             |

Each wait is a timer, so it goes on through a restart; and what is so is looked at anew when it is over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.clubs.api import ClubArchived
from cogs.rooms.api import Room, Rooms
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.repeats import next_time
from cogs.schedule.service import EveningBook
from cogs.schedule.settings import WhenMissed
from cogs.schedule.tables import EveningRow
from cogs.schedule.timing import CALL, MISS, beginning_of

log = logging.getLogger(__name__)

COMPLETE = "schedule.complete"
RETRACT = "schedule.retract"
#: Discord ends an event with its stage by itself, mostly at once.
FOR_DISCORD = timedelta(seconds=10)
#: So long after its time nobody is told any more that an evening did not begin.
STALE = timedelta(hours=6)


class Events(Protocol):
    """What has to be done to events in Discord."""

    async def caught_up(self, guild_id: int) -> None:
        """Wait until all that Discord told so far of a community's events is noted."""

    async def cancel(self, evening: Evening) -> Evening:
        """Cancel an evening."""

    async def skip(self, evening: Evening) -> Evening:
        """Leave out the next time of an evening that comes again."""

    async def complete(self, evening: Evening) -> Evening:
        """End an evening that is on."""


class Herald(Protocol):
    """What has to be said to people."""

    async def call_host(self, evening: Evening) -> None:
        """Tell those who run an evening that its time has come."""

    async def tell_missed(self, evening: Evening, outcome: str, again: datetime | None) -> None:
        """Tell those interested, once, that nobody came to open an evening, and what follows."""


class EveningLife:
    """Sees to it that nobody waits for an evening in vain."""

    def __init__(
        self,
        database: Database,
        timers: Timers,
        *,
        book: EveningBook,
        rooms: Rooms,
        events: Events,
        herald: Herald,
        now: Callable[[], datetime],
        runs_in: Callable[[int], bool],
    ) -> None:
        self._database = database
        self._timers = timers
        self._book = book
        self._rooms = rooms
        self._events = events
        self._herald = herald
        self._now = now
        self._runs_in = runs_in

    def listen(self) -> None:
        """Do what is due, also after a restart."""
        self._timers.on(CALL, self.call)
        self._timers.on(MISS, self.miss)
        self._timers.on(COMPLETE, self.complete)
        self._timers.on(RETRACT, self.retract)
        self._rooms.add_ending(self.owe_end)

    async def call(self, due: TimerDue) -> None:
        """Call those who run an evening that nobody has opened in time."""
        evening = await self._waiting(due)
        if evening is None:
            return
        rules = await self._book.rules(evening.guild_id, evening.club_id)
        if self._now() < evening.starts_at + timedelta(minutes=rules.late_minutes):
            await self._herald.call_host(evening)

    async def miss(self, due: TimerDue) -> None:
        """Tell those interested that an evening does not begin, and pass it over."""
        evening = await self._waiting(due)
        if evening is None:
            return
        rules = await self._book.rules(evening.guild_id, evening.club_id)
        again = None if evening.rule is None else next_time(evening.rule, max(evening.starts_at, self._now()))
        stays = rules.when_missed is WhenMissed.LEAVE
        outcome = "stays" if stays else "cancelled" if again is None else "again"
        if self._now() < evening.starts_at + STALE:
            await self._herald.tell_missed(evening, outcome, again)
        if stays:
            return
        try:
            await (self._events.cancel if again is None else self._events.skip)(evening)
        except UserError as refusal:
            log.warning("evening %s stays as it is: %s", evening.id, refusal)

    async def complete(self, due: TimerDue) -> None:
        """End the event of a room that is over, if Discord has not."""
        evening = await self._book.stored(due.payload["evening_id"])
        if evening is None or evening.status is not EveningStatus.LIVE or self._is_open(evening):
            return
        try:
            await self._events.complete(evening)
        except UserError as refusal:
            log.warning("the event of evening %s stays open: %s", evening.id, refusal)

    async def retract(self, due: TimerDue) -> None:
        """Cancel an evening whose club rests."""
        evening = await self._book.stored(due.payload["evening_id"])
        if evening is None or evening.status is not EveningStatus.PLANNED:
            return
        try:
            await self._events.cancel(evening)
        except UserError as refusal:
            log.warning("evening %s stays planned: %s", evening.id, refusal)

    async def owe_end(self, session: AsyncSession, room: Room) -> None:
        """Write down, in the transaction that ends a room, that its event is to end."""
        rows = await session.scalars(
            select(EveningRow).where(
                EveningRow.guild_id == room.guild_id,
                EveningRow.channel_id == room.channel_id,
                EveningRow.club_id == room.club_id,
                EveningRow.status == EveningStatus.LIVE,
            )
        )
        for row in list(rows):
            key, due_at = f"{row.id}:{room.id}", self._now() + FOR_DISCORD
            await self._timers.schedule(session, COMPLETE, key, due_at, {"evening_id": row.id})

    async def club_archived(self, event: ClubArchived) -> None:
        """Owe the end of whatever a club has planned that rests from now on."""
        planned = await self._book.of(event.guild_id, event.club.id)
        async with self._database.transaction() as session:
            for evening in planned:
                payload = {"evening_id": evening.id}
                await self._timers.schedule(session, RETRACT, str(evening.id), self._now(), payload)

    async def _waiting(self, due: TimerDue) -> Evening | None:
        """The evening whose beginning a timer is about, if nobody has opened it."""
        evening_id, starts_at = beginning_of(due)
        guild_id = due.payload["guild_id"]
        if not self._runs_in(guild_id):
            return None
        await self._events.caught_up(guild_id)
        await self._rooms.caught_up(guild_id)
        evening = await self._book.stored(evening_id)
        if evening is None or evening.status is not EveningStatus.PLANNED or evening.starts_at != starts_at:
            return None
        return None if self._is_open(evening) else evening

    def _is_open(self, evening: Evening) -> bool:
        """Whether the club has a room open where the evening takes place."""
        room = self._rooms.on(evening.channel_id)
        return room is not None and room.club_id == evening.club_id
