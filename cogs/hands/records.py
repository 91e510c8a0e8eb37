"""What is kept of people: hands and turns in rooms that are open, and nothing once those are over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from cogs.hands.api import HandGone
from cogs.hands.tables import HandRow, RoomRulesRow, TurnRow
from cogs.rooms.api import Rooms


class HandRecords:
    """Fulfils `bot.community.records.Records`."""

    def __init__(self, rooms: Rooms, events: Events) -> None:
        self._rooms = rooms
        self._events = events

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        topics = {room.id: room.topic for room in self._rooms.of(guild_id)}
        rows = await session.scalars(select(HandRow).where(self._here(guild_id), HandRow.user_id == user_id))
        hands = [
            {"room": topics[row.room_id], "raised_at": row.raised_at.isoformat(), "question": row.question}
            for row in rows
        ]
        found = {"hands": hands, "turns": await self._turns(session, topics, user_id)}
        return {name: rows for name, rows in found.items() if rows}

    @staticmethod
    async def _turns(session: AsyncSession, topics: Mapping[int, str], user_id: int) -> list[dict[str, Any]]:
        mine = select(TurnRow).where(TurnRow.room_id.in_(topics), TurnRow.user_id == user_id)
        return [
            {
                "room": topics[row.room_id],
                "began_at": row.began_at.isoformat(),
                "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
            }
            for row in await session.scalars(mine.order_by(TurnRow.id))
        ]

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        theirs = delete(HandRow).where(self._here(guild_id), HandRow.user_id == user_id)
        for room_id in await session.scalars(theirs.returning(HandRow.room_id)):
            self._events.publish_after_commit(session, HandGone(guild_id, room_id, user_id))
        # Whoever speaks just now goes on, and without a time that ends.
        rooms = [room.id for room in self._rooms.of(guild_id)]
        await session.execute(delete(TurnRow).where(TurnRow.room_id.in_(rooms), TurnRow.user_id == user_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`: rooms that are over have no hands, but for a moment."""
        await session.execute(delete(HandRow).where(self._here(guild_id)))
        rooms = [room.id for room in self._rooms.of(guild_id)]
        await session.execute(delete(TurnRow).where(TurnRow.room_id.in_(rooms)))
        await session.execute(delete(RoomRulesRow).where(RoomRulesRow.guild_id == guild_id))

    def _here(self, guild_id: int) -> ColumnElement[bool]:
        return HandRow.room_id.in_([room.id for room in self._rooms.of(guild_id)])
