"""Who runs a live room: its host, and the co-hosts beside them.

A co-host may do all that a host may, but to give the room away: that is for the host, and for those
who lead the club. Whoever hands a room over stays as a co-host.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import NOBODY, mention
from cogs.rooms.api import Room
from cogs.rooms.refusals import HostsAlready, NoCohost, NotOnStage, NotYoursToHandOver, TooManyCohosts
from cogs.rooms.rows import cohosts_of
from cogs.rooms.service import RoomBook
from cogs.rooms.tables import CohostRow, RoomRow

MOST_COHOSTS = 10


class Hosting:
    """Hands rooms over, and names co-hosts."""

    def __init__(self, rooms: RoomBook, now: Callable[[], datetime]) -> None:
        self._rooms = rooms
        self._now = now

    async def hand_over(self, room: Room, to: int, by: int | None) -> Room:
        """Make somebody on the stage the host; with nobody as `by` a rule did it.

        Raises:
            NotYoursToHandOver: they neither host the room nor lead its club.
            HostsAlready: they are the host.
            NotOnStage: they are not there.
            NoRoomHere: the room ended a moment ago.
        """
        if by is not None and by != room.host_id and not await self._rooms.leads_club(room, by):
            raise NotYoursToHandOver
        if to == room.host_id:
            raise HostsAlready(person=mention(to))
        if to not in self._rooms.roles_on(room.channel_id):
            raise NotOnStage(person=mention(to))

        async def write(session: AsyncSession, row: RoomRow) -> None:
            before, row.host_id = row.host_id, to
            await _remove(session, row.id, to)
            if before not in {NOBODY, to}:
                # Should there be ten already, an eleventh who hosted till now harms nobody.
                session.add(CohostRow(room_id=row.id, user_id=before, named_at=self._now()))

        return await self._rooms.alter(room, write)

    async def name_cohost(self, room: Room, user_id: int) -> Room:
        """Let somebody run a room beside its host.

        Raises:
            HostsAlready: they do.
            TooManyCohosts: there are as many as there may be.
            NoRoomHere: the room ended a moment ago.
        """
        if user_id == room.host_id or user_id in room.cohost_ids:
            raise HostsAlready(person=mention(user_id))

        async def write(session: AsyncSession, row: RoomRow) -> None:
            # Two hosts may name the same person at once, or two when there is one place left.
            await _remove(session, row.id, user_id)
            if len(await cohosts_of(session, row.id)) >= MOST_COHOSTS:
                raise TooManyCohosts(most=MOST_COHOSTS)
            session.add(CohostRow(room_id=row.id, user_id=user_id, named_at=self._now()))

        return await self._rooms.alter(room, write)

    async def remove_cohost(self, room: Room, user_id: int) -> Room:
        """Let somebody run a room no more.

        Raises:
            NoCohost: they did not, or are its host.
            NoRoomHere: the room ended a moment ago.
        """
        if user_id not in room.cohost_ids:
            raise NoCohost(person=mention(user_id))

        async def write(session: AsyncSession, row: RoomRow) -> None:
            await _remove(session, row.id, user_id)

        return await self._rooms.alter(room, write)


async def _remove(session: AsyncSession, room_id: int, user_id: int) -> None:
    await session.execute(delete(CohostRow).where(CohostRow.room_id == room_id, CohostRow.user_id == user_id))
