"""What becomes of a live room that nobody hosts, or in which nobody is.

| what is so                                  | what follows                                                 |
|---------------------------------------------|--------------------------------------------------------------|
| the host is away for `host_away_minutes`    | a co-host on the stage hosts it, else somebody who leads the |
|                                             | club, else whoever has spoken for longest                    |
| and there is none of these                  | everybody is warned; it closes after `LAST_CALL`             |
| nobody is there for `empty_minutes`         | it closes                                                    |

Each wait is a timer, so it goes on through a restart, and what is so is looked at anew when it is over.
Others are asked about only where it matters: ten thousand listeners come and go, and the database is not
looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.community.records import mention
from bot.events import Events
from bot.i18n import Text
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.clubs.api import ClubRole, Clubs
from cogs.rooms.api import (
    CloseReason,
    Room,
    RoomChanged,
    RoomClosed,
    RoomOpened,
    RoomResumed,
    StageRole,
    StageSettled,
)
from cogs.rooms.hosting import Hosting
from cogs.rooms.service import RoomBook
from cogs.rooms.settings import RoomSettings

log = logging.getLogger(__name__)

HOST_AWAY = "rooms.host-away"
NO_HOST = "rooms.no-host"
EMPTY = "rooms.empty"
#: How long a room without a host stays open once everybody was warned.
LAST_CALL = timedelta(minutes=1)
#: More leaders of a club are not looked through for one who is there.
_MOST_LEADERS = 200


class Stewardship(Protocol):
    """What has to be done in Discord."""

    async def tell(self, channel_id: int, text: Text) -> None:
        """Say something in the chat of a stage."""

    async def close(self, room: Room) -> None:
        """Close the stage of a room.

        Raises:
            RostraError: Discord refused, and may not the next time.
        """


class RoomLife:
    """Sees to it that a live room has a host and somebody in it, or ends."""

    def __init__(
        self,
        database: Database,
        timers: Timers,
        settings: SettingStore,
        clubs: Clubs,
        *,
        rooms: RoomBook,
        hosting: Hosting,
        steward: Stewardship,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._timers = timers
        self._settings = settings
        self._clubs = clubs
        self._rooms = rooms
        self._hosting = hosting
        self._steward = steward
        self._now = now
        #: Of each room whether its host was there when it was last looked at, and whether anybody was.
        self._seen: dict[int, tuple[bool, bool]] = {}

    def listen(self, events: Events) -> None:
        """Follow who comes and goes, and do what is due, also after a restart."""
        events.subscribe(RoomOpened, self._began)
        events.subscribe(RoomResumed, self._began)
        events.subscribe(RoomChanged, self._began)
        events.subscribe(StageSettled, self._settled)
        events.subscribe(RoomClosed, self._closed)
        self._timers.on(HOST_AWAY, self.host_away)
        self._timers.on(NO_HOST, self.no_host)
        self._timers.on(EMPTY, self.empty)

    async def look_at(self, room: Room) -> None:
        """Begin to wait for what a room lacks, and wait no more for what it has."""
        rules = await self._settings.of(RoomSettings, room.guild_id, room.club_id)
        there = self._rooms.roles_on(room.channel_id)
        self._seen[room.id] = self._sees(room)
        waits = {
            HOST_AWAY: rules.host_away_minutes if room.host_id not in there else 0,
            EMPTY: 0 if there else rules.empty_minutes,
        }
        async with self._database.transaction() as session:
            for kind, minutes in waits.items():
                if minutes:
                    due_at = self._now() + timedelta(minutes=minutes)
                    await self._timers.schedule(session, kind, str(room.id), due_at, _payload(room))
                else:
                    await self._timers.cancel(session, kind, str(room.id))
            if not waits[HOST_AWAY]:
                await self._timers.cancel(session, NO_HOST, str(room.id))

    async def host_away(self, due: TimerDue) -> None:
        """Find a host for a room whose own has been away for long, or warn everybody."""
        room = await self._unhosted(due)
        if room is None or await self._hand_on(room):
            return
        closes_at = self._now() + LAST_CALL
        async with self._database.transaction() as session:
            await self._timers.schedule(session, NO_HOST, due.key, closes_at, due.payload)
        await self._steward.tell(room.channel_id, Text(__name__, "closes-without-host", at=closes_at))

    async def no_host(self, due: TimerDue) -> None:
        """Close a room in which nobody took over after the warning."""
        room = await self._unhosted(due)
        if room is not None and not await self._hand_on(room):
            await self._end(room, CloseReason.UNHOSTED)

    async def empty(self, due: TimerDue) -> None:
        """Close a room in which nobody has been for a while."""
        room = await self._live(due)
        if room is not None and not self._rooms.roles_on(room.channel_id):
            await self._end(room, CloseReason.EMPTY)

    async def _began(self, event: RoomOpened | RoomResumed | RoomChanged) -> None:
        await self.look_at(event.room)

    async def _settled(self, event: StageSettled) -> None:
        for room in event.rooms:
            if self._sees(room) != self._seen.get(room.id):
                await self.look_at(room)

    def _sees(self, room: Room) -> tuple[bool, bool]:
        there = self._rooms.roles_on(room.channel_id)
        return room.host_id in there, bool(there)

    async def _closed(self, event: RoomClosed) -> None:
        self._seen.pop(event.room.id, None)
        async with self._database.transaction() as session:
            for kind in (HOST_AWAY, NO_HOST, EMPTY):
                await self._timers.cancel(session, kind, str(event.room.id))

    async def _live(self, due: TimerDue) -> Room | None:
        return await self._rooms.lives_on(due.payload["guild_id"], int(due.key))

    async def _unhosted(self, due: TimerDue) -> Room | None:
        room = await self._live(due)
        if room is None or room.host_id in self._rooms.roles_on(room.channel_id):
            return None
        return room

    async def _hand_on(self, room: Room) -> bool:
        """Make somebody who is there the host; answers whether there was anybody."""
        successor = await self._successor(room)
        if successor is None:
            return False
        await self._hosting.hand_over(room, successor, None)
        text = Text(__name__, "hosts-now", person=mention(successor))
        await self._steward.tell(room.channel_id, text)
        return True

    async def _successor(self, room: Room) -> int | None:
        crowd = self._rooms.happenings.crowd_on(room.channel_id)
        there = crowd.roles
        for user_id in room.cohost_ids:
            if user_id in there:
                return user_id
        for role in (ClubRole.OWNER, ClubRole.ADMIN, ClubRole.LEADER):
            for member in await self._clubs.members(room.club_id, _MOST_LEADERS, role=role):
                if member.user_id in there:
                    return member.user_id
        speakers = self._rooms.attendance.on_the_floor(room, crowd.having(StageRole.SPEAKER))
        return speakers[0] if speakers else None

    async def _end(self, room: Room, reason: CloseReason) -> None:
        # Discord first: if it refuses, the room is open there, and this is tried again.
        await self._steward.close(room)
        await self._rooms.close(room.channel_id, reason)
        log.info("room %s in %s was closed: %s", room.id, room.guild_id, reason)


def _payload(room: Room) -> dict[str, int]:
    return {"guild_id": room.guild_id}
