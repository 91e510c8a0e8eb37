"""Recordings that begin by themselves: with their room, or once whatever keeps them from it is put right.

That a room is to be recorded is owed by a timer, written in the transaction in which it goes live, so it
outlasts a restart. It is tried at once, as a voice comes onto the stage, and every `AGAIN`. It is paid once
the room is recorded, by whoever began that: a host who ends that recording has ended it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.events import Events
from bot.settings import SettingStore
from bot.timer_store import TimerDue
from bot.watching import NOT_NOW
from cogs.recording.lasting import Means
from cogs.recording.refusals import RecordedAlready
from cogs.recording.rows import BEGIN
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.rooms.api import Room, RoomClosed, RoomOpened, Rooms

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=30)


class Begins(Protocol):
    """What can record a room. `cogs.recording.recorder` does."""

    async def __call__(self, room: Room, by: int) -> object:
        """Record it from now on.

        Raises:
            RecordedAlready: it is recorded.
            UserError: somebody has to change something first.
            RostraError: it cannot be recorded yet.
        """


class Tells(Protocol):
    """Says in a room's chat what keeps its recording from beginning."""

    async def refused(self, room: Room, refusal: UserError) -> None:
        """Say it."""


class Beginning:
    """The rooms that are to be recorded without a command."""

    def __init__(
        self,
        means: Means,
        settings: SettingStore,
        *,
        rooms: Rooms,
        book: ReplayBook,
        begin: Begins,
        tells: Tells,
        runs_in: Callable[[int], bool],
    ) -> None:
        """`runs_in` says whether recording is switched on in a community."""
        self._means, self._settings = means, settings
        self._rooms, self._book = rooms, book
        self._begin, self._tells, self._runs_in = begin, tells, runs_in
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        #: What each room was told, so that it is not told the same again.
        self._told: dict[int, str] = {}

    def listen(self, events: Events) -> None:
        """Owe it with each room that goes live where it is wanted, and pay what is owed."""
        self._rooms.add_opening(self._owe)
        events.subscribe(RoomOpened, self._opened)
        events.subscribe(RoomClosed, self._closed)
        self._means.timers.on(BEGIN, self._due)

    def voice_came(self, channel_id: int) -> None:
        """Try it where there is a voice now."""
        if (room := self._rooms.on(channel_id)) is not None:
            self._try_soon(room)

    async def _owe(self, session: AsyncSession, room: Room) -> None:
        if self._runs_in(room.guild_id) and (await self._rules(room)).by_itself:
            payload = {"guild_id": str(room.guild_id), "room_id": room.id}
            later = self._means.now() + AGAIN
            await self._means.timers.schedule(session, BEGIN, str(room.id), later, payload)

    async def _opened(self, event: RoomOpened) -> None:
        self._try_soon(event.room)

    async def _closed(self, event: RoomClosed) -> None:
        self._turns.pop(event.room.id, None)
        await self._settle(event.room)

    def _try_soon(self, room: Room) -> None:
        if not self._means.tasks.closed:
            self._means.tasks.start(self._try(room), name=f"recording.begin:{room.channel_id}")

    async def _due(self, due: TimerDue) -> None:
        room = await self._rooms.lives_on(int(due.payload["guild_id"]), int(due.payload["room_id"]))
        if room is None:
            return
        async with self._means.database.transaction() as session:
            later = self._means.now() + AGAIN
            await self._means.timers.schedule(session, due.kind, due.key, later, due.payload)
        await self._try(room)

    async def _try(self, room: Room) -> None:
        async with self._turns[room.id]:
            if not self._runs_in(room.guild_id) or not await self._is_owed(room):
                return
            wanted = (await self._rules(room)).by_itself and not await self._book.was_recorded(room.id)
            if not wanted or await self._has_begun(room):
                await self._settle(room)

    async def _has_begun(self, room: Room) -> bool:
        try:
            await self._begin(room, room.host_id)
        except RecordedAlready:
            return True
        except UserError as refusal:
            if self._told.get(room.id) != refusal.key:
                self._told[room.id] = refusal.key
                await self._tells.refused(room, refusal)
            return False
        except NOT_NOW as error:
            log.warning("the room in %s is not recorded by itself yet: %s", room.channel_id, error)
            return False
        return True

    async def _is_owed(self, room: Room) -> bool:
        async with self._means.database.reading() as session:
            return await self._means.timers.is_owed(session, BEGIN, str(room.id))

    async def _settle(self, room: Room) -> None:
        self._told.pop(room.id, None)
        async with self._means.database.transaction() as session:
            await self._means.timers.cancel(session, BEGIN, str(room.id))

    async def _rules(self, room: Room) -> RecordingSettings:
        return await self._settings.of(RecordingSettings, room.guild_id, room.club_id)
