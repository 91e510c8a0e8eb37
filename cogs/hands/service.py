"""The hand queue: who asked to speak in a room, in the order they asked.

Knows nothing of Discord beyond the numbers it gives people, so every rule here
can be tested without a bot. The order is ours: the time in a request to speak
may be any that the client likes (Discord documentation, "Voice", Modify Current
User Voice State).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.hands.api import HandAlreadyRaised, HandGone, HandQueued, NoHandRaised, QueueEmpty
from cogs.hands.tables import HandRow
from cogs.rooms.api import Room, StageRole

RAISED = "raised"
INVITED = "invited"


class HandQueue:
    """First come, first heard."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now

    async def raise_hand(self, room: Room, user_id: int, *, natively: bool = False) -> int:
        """Queue a person and return their position, counted from one.

        `natively` is with Discord's own button, so that Discord knows when the hand goes down.

        Raises:
            HandAlreadyRaised: they are in this queue already.
        """
        # The unique constraint decides, not a look beforehand: a click and a
        # native request to speak may arrive in the same moment.
        try:
            async with self._database.transaction() as session:
                position = await self._append(session, room, user_id, natively=natively)
                self._events.publish_after_commit(
                    session, HandQueued(room.guild_id, room.id, user_id, position)
                )
        except IntegrityError as error:
            if violated_constraint(error) != "uq_hands_hand_person":
                raise
            if natively:
                await self._change(room, user_id, natively=True)
            raise HandAlreadyRaised from error
        return position

    async def lower_hand(self, room: Room, user_id: int) -> None:
        """Take a person out of the queue.

        Raises:
            NoHandRaised: they were not in it.
        """
        if not await self.forget(room, user_id):
            raise NoHandRaised

    async def forget(self, room: Room, user_id: int) -> bool:
        """Drop a person's hand, whatever became of it; answers whether there was one."""
        async with self._database.transaction() as session:
            gone = await session.execute(
                delete(HandRow)
                .where(HandRow.room_id == room.id, HandRow.user_id == user_id)
                .returning(HandRow.id)
            )
            if gone.first() is None:
                return False
            self._events.publish_after_commit(session, HandGone(room.guild_id, room.id, user_id))
            return True

    async def call_next(self, room: Room) -> int:
        """Mark the hand that has waited longest as invited, and return whose it is.

        Two hosts who press in the same moment ask two different people.

        Raises:
            QueueEmpty: nobody waits.
        """
        async with self._database.transaction() as session:
            hand = await session.scalar(
                select(HandRow)
                .where(HandRow.room_id == room.id, HandRow.state == RAISED)
                .order_by(HandRow.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if hand is None:
                raise QueueEmpty
            hand.state = INVITED
            return hand.user_id

    async def invited(self, room: Room, user_id: int) -> None:
        """Note that Discord told of an invitation: ours, or one given in its own client."""
        await self._change(room, user_id, state=INVITED, invited_at=self._now())

    async def confirm(self, room: Room, user_id: int) -> None:
        """Note that Discord took the invitation; what it told of them since then counts more."""
        picked = (HandRow.state == INVITED, HandRow.invited_at.is_(None))
        await self._change(room, user_id, *picked, invited_at=self._now())

    async def put_back(self, room: Room, user_id: int) -> None:
        """Undo `call_next`: Discord did not invite them. They keep their place.

        If Discord told of the invitation before it answered with an error, they are invited.
        """
        await self._change(room, user_id, HandRow.invited_at.is_(None), state=RAISED)

    async def waiting(self, room: Room) -> list[int]:
        """Who waits, in order; those who are invited already are not among them."""
        async with self._database.reading() as session:
            people = await session.scalars(
                select(HandRow.user_id)
                .where(HandRow.room_id == room.id, HandRow.state == RAISED)
                .order_by(HandRow.id)
            )
            return list(people)

    async def clear(self, room: Room) -> None:
        """Drop every hand of a room that is over."""
        async with self._database.transaction() as session:
            await session.execute(delete(HandRow).where(HandRow.room_id == room.id))

    async def reconcile(self, room: Room, roles: Mapping[int, StageRole]) -> None:
        """Make the stored queue agree with the stage after the bot had been away.

        Stored order first, then those who asked meanwhile, by id for want of better. A hand
        raised by command has no trace in Discord, so its owner keeps it while they are there,
        unless they were invited and declined meanwhile. Picked but never invited is waiting.
        """
        async with self._database.transaction() as session:
            hands = (
                await session.scalars(select(HandRow).where(HandRow.room_id == room.id).with_for_update())
            ).all()
            for hand in hands:
                role = roles.get(hand.user_id)
                down = role is StageRole.AUDIENCE and (hand.natively or hand.invited_at is not None)
                if role is None or role is StageRole.SPEAKER or down:
                    await session.delete(hand)
                elif role is StageRole.INVITED:
                    hand.state, hand.invited_at = INVITED, hand.invited_at or self._now()
                else:
                    hand.state, hand.invited_at = RAISED, None
            await session.flush()
            known = {hand.user_id for hand in hands}
            for user_id in sorted(roles):
                if roles[user_id] is StageRole.HAND_RAISED and user_id not in known:
                    await self._append(session, room, user_id, natively=True)

    async def _append(self, session: AsyncSession, room: Room, user_id: int, *, natively: bool) -> int:
        # One after the other, or two people would be told the same place in the queue.
        await lock(session, "hands", room.id)
        hand = HandRow(room_id=room.id, user_id=user_id, state=RAISED, natively=natively)
        hand.raised_at = self._now()
        session.add(hand)
        await session.flush()
        position = await session.scalar(
            select(func.count())
            .select_from(HandRow)
            .where(HandRow.room_id == room.id, HandRow.state == RAISED)
        )
        assert position is not None, "a count is never null"
        return position

    async def _change(
        self, room: Room, user_id: int, *only_if: ColumnElement[bool], **values: object
    ) -> None:
        async with self._database.transaction() as session:
            await session.execute(
                update(HandRow)
                .where(HandRow.room_id == room.id, HandRow.user_id == user_id, *only_if)
                .values(**values)
            )
