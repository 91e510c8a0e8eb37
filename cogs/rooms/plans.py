"""Rooms that were planned as events of Discord's, by a cog that plans them.

What it knows of one, the club, the topic and the hosts, is asked for whenever a room opens: by a command of
its own, by `/room open` at that time and place, or by the button with which Discord itself starts an event.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.community.records import NOBODY
from bot.errors import UserError
from bot.events import Events
from bot.undo import undoable
from cogs.rooms.api import Planned, Planner, Room, RoomOpened
from cogs.rooms.hosting import Hosting
from cogs.rooms.service import RoomBook


class Plans:
    """Asks those who plan rooms, and lets the hosts who were named run them together."""

    def __init__(self, rooms: RoomBook, hosting: Hosting) -> None:
        self._rooms = rooms
        self._hosting = hosting
        self._planners: list[Planner] = []
        self._starting: dict[int, Planned] = {}  # by channel

    def listen(self, events: Events) -> None:
        """Name co-hosts from now on."""
        events.subscribe(RoomOpened, self._opened)

    def add_planner(self, planner: Planner) -> None:
        """See `RoomPlans.add_planner`."""
        self._planners.append(planner)
        undoable(lambda: self._planners.remove(planner))

    async def caught_up(self, guild_id: int) -> None:
        """See `Rooms.caught_up`."""
        await self._rooms.caught_up(guild_id)

    @contextmanager
    def starting(self, planned: Planned) -> Iterator[None]:
        """Say what begins on a stage inside the block, however early that is."""
        self._starting[planned.channel_id] = planned
        try:
            yield
        finally:
            del self._starting[planned.channel_id]

    def is_starting(self, channel_id: int) -> bool:
        """Whether something in particular is to begin on a stage."""
        return channel_id in self._starting

    async def beginning(self, room: Room) -> Planned | None:
        """What begins with a room that opens just now."""
        if (known := self._starting.get(room.channel_id)) is not None:
            return known
        for planner in self._planners:
            if (planned := await planner.beginning(room)) is not None:
                return planned
        return None

    async def of_event(self, guild_id: int, event_id: int | None) -> Planned | None:
        """What is planned as an event of Discord's."""
        if event_id is None:
            return None
        for planner in self._planners:
            if (planned := await planner.of_event(guild_id, event_id)) is not None:
                return planned
        return None

    async def next_of(self, guild_id: int, club_id: int) -> Planned | None:
        """What a club has planned next."""
        found = [await planner.next_of(guild_id, club_id) for planner in self._planners]
        return min(filter(None, found), key=lambda planned: planned.starts_at, default=None)

    async def _opened(self, event: RoomOpened) -> None:
        """Let all who were to host a room run it, whoever of them has begun it."""
        room, planned = event.room, await self.beginning(event.room)
        for user_id in () if planned is None else (planned.host_id, *planned.cohost_ids):
            if user_id in {NOBODY, room.host_id}:
                continue
            # Somebody was named meanwhile, or the room is over.
            with contextlib.suppress(UserError):
                room = await self._hosting.name_cohost(room, user_id)
