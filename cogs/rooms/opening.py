"""Rooms on their way to being live: who may open one, and the steps from a plan to a stage that is open.

A room is stored before Discord is asked for its stage, and goes live once Discord has opened it; so a crash
between the two is found at the next start. What becomes of a live room is in `service`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.events import Events
from bot.settings import SettingStore
from bot.storage.after_commit import after_commit
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.undo import undoable
from cogs.clubs.api import Club, ClubIsArchived, Clubs
from cogs.rooms.api import Opening, Room, RoomKind, RoomOpened, RoomStatus
from cogs.rooms.refusals import MayNotOpenRooms, RoomAlreadyLive, TooManyRooms
from cogs.rooms.rows import is_planned, room_of
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage
from cogs.rooms.tables import RoomRow

#: A room that has not opened by then does not, unless its process died: the next start finds that.
OPENS_WITHIN = timedelta(minutes=1)


class Openings:
    """Plans rooms, lets them go live, and cancels what does not come to be."""

    def __init__(
        self,
        database: Database,
        events: Events,
        clubs: Clubs,
        settings: SettingStore,
        now: Callable[[], datetime],
        *,
        of: Callable[[int], list[Room]],
        remember: Callable[[Room], Awaitable[None]],
    ) -> None:
        """Prepare; `of` answers the live rooms of a community, and `remember` is told of a new one."""
        self._database = database
        self._events = events
        self._clubs = clubs
        self._settings = settings
        self._now = now
        self._of = of
        self._remember = remember
        self._openings: list[Opening] = []

    def add(self, opening: Opening) -> None:
        """See `Rooms.add_opening`."""
        self._openings.append(opening)
        undoable(lambda: self._openings.remove(opening))

    async def plan(
        self,
        club: Club,
        channel_id: int,
        topic: str,
        host_id: int,
        roles: Collection[int] = (),
        *,
        kind: RoomKind = RoomKind.OPEN,
        planned: bool = False,
    ) -> Room:
        """Store a room that is about to open, before Discord is asked to open its stage.

        `roles` are the host's in Discord. A crash after Discord agreed is then found at the next
        start: see `RoomBook.reconcile`.

        Raises:
            ClubIsArchived: the club rests.
            MayNotOpenRooms: neither their role in the club nor one in Discord opens its rooms.
            RoomAlreadyLive: the stage carries a live room.
            TooManyRooms: the club has as many open as it may.
        """
        rules = await self.require_opener(club, host_id, roles, planned=planned)
        live = self._of(club.guild_id)
        for room in live:
            if room.channel_id == channel_id:
                raise RoomAlreadyLive(topic=room.topic)
        if len([room for room in live if room.club_id == club.id]) >= rules.most_live:
            raise TooManyRooms(club=club.name, most=rules.most_live)
        return await self._store(club, channel_id, topic, host_id, kind)

    async def _store(self, club: Club, channel_id: int, topic: str, host_id: int, kind: RoomKind) -> Room:
        async with self._database.transaction() as session:
            row = RoomRow(
                guild_id=club.guild_id,
                club_id=club.id,
                channel_id=channel_id,
                topic=topic,
                host_id=host_id,
                status=RoomStatus.SCHEDULED,
                created_at=self._now(),
                kind=kind,
            )
            session.add(row)
            await session.flush()
            return room_of(row)

    async def require_opener(
        self, club: Club, host_id: int, roles: Collection[int] = (), *, planned: bool = False
    ) -> RoomSettings:
        """Prove that somebody may open rooms of a club, or this one that was `planned`; answers its rules.

        Raises:
            ClubIsArchived: the club rests.
            MayNotOpenRooms: neither their role in the club nor one in Discord opens its rooms.
        """
        if club.archived:
            raise ClubIsArchived(club=club.name)
        rules = await self._settings.of(RoomSettings, club.guild_id, club.id)
        role = await self._clubs.role_of(club.id, host_id)
        opens = planned or (role is not None and role.opens_rooms)
        if not opens and not set(rules.host_roles) & set(roles):
            raise MayNotOpenRooms(club=club.name)
        return rules

    async def go_live(self, room_id: int, instance_id: int) -> Room:
        """Record that the stage of a planned room is open; harmless if it was found open already.

        Raises:
            RoomAlreadyLive: another room went live on that stage first.
        """
        try:
            async with self._database.transaction() as session:
                row = await session.get_one(RoomRow, room_id, with_for_update=True)
                if row.status == RoomStatus.LIVE:
                    return room_of(row)
                row.status, row.opened_at, row.instance_id = RoomStatus.LIVE, self._now(), instance_id
                room = room_of(row)
                await session.flush()
                for opening in tuple(self._openings):
                    await opening(session, room)
                # First in memory, then told: handlers ask for the room by its stage.
                after_commit(session, partial(self._remember, room))
                self._events.publish_after_commit(session, RoomOpened(room))
        except IntegrityError as error:
            if violated_constraint(error) != "uq_rooms_room_live_channel":
                raise
            raise RoomAlreadyLive(topic=room.topic) from error
        return room

    async def adopt(self, club: Club, channel_id: int, stage: OpenStage, host_id: int) -> Room:
        """Make a room of a stage that is open without one.

        Raises:
            RoomAlreadyLive: the stage carries a live room.
        """
        planned = await self._store(club, channel_id, stage.topic, host_id, RoomKind.OPEN)
        try:
            return await self.go_live(planned.id, stage.instance_id)
        except RoomAlreadyLive:
            await self.cancel(planned.id)
            raise

    async def is_opening(self, channel_id: int) -> bool:
        """Whether a room is being opened on a stage, also by another process of the bot."""
        return await is_planned(self._database, channel_id, self._now() - OPENS_WITHIN)

    async def cancel(self, room_id: int) -> None:
        """Record that a planned room did not come to be."""
        async with self._database.transaction() as session:
            await session.execute(
                update(RoomRow)
                .where(RoomRow.id == room_id, RoomRow.status == RoomStatus.SCHEDULED)
                .values(status=RoomStatus.CANCELLED)
            )
