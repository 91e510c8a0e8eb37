"""What is kept of people: hands and turns in rooms that are open, and nothing once those are over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from cogs.hands.api import HandGone
from cogs.hands.tables import ActRow, ExclusionRow, HandRow, RoomRulesRow, TurnRow
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
        found = {
            "hands": hands,
            "turns": await self._turns(session, topics, user_id),
            "kept_out": await self._exclusions(session, guild_id, user_id),
            "deeds": await self._deeds(session, guild_id, user_id),
        }
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

    @staticmethod
    async def _exclusions(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        mine = select(ExclusionRow).where(ExclusionRow.guild_id == guild_id, ExclusionRow.user_id == user_id)
        return [
            {
                "of": "club" if row.room_id is None else "room",
                "made_at": row.made_at.isoformat(),
                "until": None if row.until is None else row.until.isoformat(),
                "lifted_at": None if row.lifted_at is None else row.lifted_at.isoformat(),
                "reason": row.reason,
            }
            for row in await session.scalars(mine.order_by(ExclusionRow.id))
        ]

    @staticmethod
    async def _deeds(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        theirs = or_(ActRow.actor_id == user_id, ActRow.subject_id == user_id)
        rows = await session.scalars(
            select(ActRow).where(ActRow.guild_id == guild_id, theirs).order_by(ActRow.id)
        )
        return [
            {
                "what": row.what,
                "you": "did it" if row.actor_id == user_id else "it was done to you",
                "at": row.done_at.isoformat(),
                "reason": row.reason,
            }
            for row in rows
        ]

    @staticmethod
    async def _forget_deeds(session: AsyncSession, guild_id: int, user_id: int) -> None:
        here, out = ActRow.guild_id == guild_id, ExclusionRow.guild_id == guild_id
        await session.execute(delete(ActRow).where(here, ActRow.subject_id == user_id))
        await session.execute(update(ActRow).where(here, ActRow.actor_id == user_id).values(actor_id=None))
        for column in ("by_id", "lifted_by_id"):
            of_theirs = getattr(ExclusionRow, column) == user_id
            await session.execute(update(ExclusionRow).where(out, of_theirs).values({column: None}))
        theirs = (out, ExclusionRow.user_id == user_id)
        await session.execute(delete(ExclusionRow).where(*theirs, ExclusionRow.lifted_at.is_not(None)))
        # Being forgotten is no way back into a room; why they are kept out goes.
        await session.execute(update(ExclusionRow).where(*theirs).values(reason=""))

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        theirs = delete(HandRow).where(self._here(guild_id), HandRow.user_id == user_id)
        for room_id in await session.scalars(theirs.returning(HandRow.room_id)):
            self._events.publish_after_commit(session, HandGone(guild_id, room_id, user_id))
        await self._forget_deeds(session, guild_id, user_id)
        await session.execute(
            update(RoomRulesRow)
            .where(RoomRulesRow.guild_id == guild_id, RoomRulesRow.asked_by_id == user_id)
            .values(asked_by_id=None, question=None)
        )
        # Whoever speaks just now goes on, and without a time that ends.
        rooms = [room.id for room in self._rooms.of(guild_id)]
        await session.execute(delete(TurnRow).where(TurnRow.room_id.in_(rooms), TurnRow.user_id == user_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`: rooms that are over have no hands, but for a moment."""
        await session.execute(delete(HandRow).where(self._here(guild_id)))
        rooms = [room.id for room in self._rooms.of(guild_id)]
        await session.execute(delete(TurnRow).where(TurnRow.room_id.in_(rooms)))
        await session.execute(delete(ActRow).where(ActRow.guild_id == guild_id))
        await session.execute(delete(ExclusionRow).where(ExclusionRow.guild_id == guild_id))
        await session.execute(delete(RoomRulesRow).where(RoomRulesRow.guild_id == guild_id))

    def _here(self, guild_id: int) -> ColumnElement[bool]:
        return HandRow.room_id.in_([room.id for room in self._rooms.of(guild_id)])
