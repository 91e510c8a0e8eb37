"""What is stored of a room's queue, read in the transaction of whoever asks; nothing here changes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.glances import Glance
from cogs.hands.places import INVITED, RAISED
from cogs.hands.policies import Hand, Standing
from cogs.hands.tables import HandRow, TurnRow
from cogs.rooms.api import Room

# Columns and no mapped objects: a queue of a thousand is read whole at every pick.
HAND = (
    HandRow.id,
    HandRow.user_id,
    HandRow.raised_at,
    HandRow.question,
    HandRow.held,
    HandRow.skips,
    HandRow.spoke_seconds,
    HandRow.rooms_before,
    HandRow.weight,
)


#: Who is invited to a room, and has not answered: a few, by the index of the queue.
INVITEES = Glance(
    select(HandRow.user_id)
    .where(HandRow.room_id == bindparam("room_id"), HandRow.state == INVITED)
    .order_by(HandRow.id)
)


def hand_in(row: Any) -> Hand:
    """The hand that the columns of `HAND` say."""
    standing = Standing(row.spoke_seconds, row.rooms_before, row.weight)
    return Hand(row.id, row.user_id, row.raised_at, row.question, row.held, row.skips, standing)


async def waiting_hands(session: AsyncSession, room: Room) -> list[Hand]:
    """The hands that wait, in no order."""
    rows = await session.execute(select(*HAND).where(HandRow.room_id == room.id, HandRow.state == RAISED))
    return [hand_in(row) for row in rows]


async def hand_of(session: AsyncSession, room: Room, user_id: int) -> HandRow | None:
    """Somebody's hand, whether it waits or is invited."""
    here = select(HandRow).where(HandRow.room_id == room.id, HandRow.user_id == user_id)
    return await session.scalar(here)


async def count_waiting(session: AsyncSession, room: Room) -> int:
    """How many wait."""
    waiting = select(func.count()).where(HandRow.room_id == room.id, HandRow.state == RAISED)
    return await session.scalar(waiting.select_from(HandRow)) or 0


async def places_taken(session: AsyncSession, room: Room) -> int:
    """How many places are taken: by speakers who are no hosts, and by those who are invited."""
    invited = select(func.count()).select_from(HandRow)
    invited = invited.where(HandRow.room_id == room.id, HandRow.state == INVITED)
    speaking = select(func.count()).select_from(TurnRow)
    speaking = speaking.where(
        TurnRow.room_id == room.id, TurnRow.ended_at.is_(None), TurnRow.exempt.is_(False)
    )
    return (await session.scalar(invited) or 0) + (await session.scalar(speaking) or 0)
