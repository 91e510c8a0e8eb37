"""The hand queue: who asked to speak in a room, in the order they asked.

Knows nothing of Discord beyond the numbers it gives people, so every rule here
can be tested without a bot. The order is ours: the time in a request to speak
may be any that the client likes (Discord documentation, "Voice", Modify Current
User Voice State).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.hands.api import (
    HandAlreadyRaised,
    HandGone,
    HandQueued,
    NoHandRaised,
    QueueChanged,
    QueueEmpty,
)
from cogs.hands.policies import Hand, Standing, in_order, next_of
from cogs.hands.settings import Policy
from cogs.hands.tables import HandRow
from cogs.rooms.api import Room, StageRole

RAISED = "raised"
INVITED = "invited"


class CalledBy(StrEnum):
    """Who or what picked a hand."""

    HOST = "host"  # who asked for the next
    NAME = "name"  # a host, who asked for this person
    RULE = "rule"  # the invitation before was declined or ran out
    AUTOPILOT = "autopilot"


class Place(NamedTuple):
    """Where somebody stands in the queue."""

    number: int  # counted from one
    of: int
    hand: Hand


class HandQueue:
    """Who asked to speak, in the order that the policy of a room gives them."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now

    async def raise_hand(
        self,
        room: Room,
        user_id: int,
        *,
        natively: bool = False,
        question: str | None = None,
        standing: Standing = Standing(),  # noqa: B008 - it is frozen
    ) -> int:
        """Queue a person and return how many are in the queue with them.

        `natively` is with Discord's own button, so that Discord knows when the hand goes down.

        Raises:
            HandAlreadyRaised: they are in this queue already.
        """
        # The unique constraint decides, not a look beforehand: a click and a
        # native request to speak may arrive in the same moment.
        try:
            async with self._database.transaction() as session:
                position = await self._append(
                    session, room, user_id, natively=natively, question=question, standing=standing
                )
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

    async def call_next(
        self, room: Room, policy: Policy = Policy.FIRST_COME, by: CalledBy = CalledBy.HOST
    ) -> int:
        """Mark the hand whose turn it is as invited, and return whose it is.

        Two hosts who press in the same moment ask two different people.

        Raises:
            QueueEmpty: nobody waits, but for those whose hand is held.
        """
        async with self._database.transaction() as session:
            # One pick after the other: the second sees that the first hand is taken.
            await lock(session, "hands", room.id)
            hand = next_of(await self._raised(session, room), policy, self._now())
            if hand is None:
                raise QueueEmpty
            await session.execute(
                update(HandRow)
                .where(HandRow.id == hand.id)
                .values(state=INVITED, invited_at=None, called_by=by)
            )
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
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
        await self._change(room, user_id, HandRow.invited_at.is_(None), state=RAISED, called_by=None)

    async def waiting(self, room: Room, policy: Policy = Policy.FIRST_COME) -> list[int]:
        """Who waits, in the order of a policy; those who are invited already are not among them."""
        return [hand.user_id for hand in await self.hands(room, policy)]

    async def hands(self, room: Room, policy: Policy = Policy.FIRST_COME) -> list[Hand]:
        """The same, with all there is to know of them."""
        async with self._database.reading() as session:
            return in_order(await self._raised(session, room), policy, self._now())

    async def place_of(self, room: Room, user_id: int, policy: Policy) -> Place:
        """Where somebody stands.

        Raises:
            NoHandRaised: they do not wait.
        """
        hands = await self.hands(room, policy)
        for number, hand in enumerate(hands, 1):
            if hand.user_id == user_id:
                return Place(number, len(hands), hand)
        raise NoHandRaised

    async def ask(self, room: Room, user_id: int, question: str | None) -> None:
        """Write down what somebody who waits wants to ask, in the place of what they wrote before.

        Raises:
            NoHandRaised: they do not wait.
        """
        if not await self._change(room, user_id, HandRow.state == RAISED, question=question):
            raise NoHandRaised

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
                    hand.state, hand.invited_at, hand.called_by = RAISED, None, None
            await session.flush()
            known = {hand.user_id for hand in hands}
            for user_id in sorted(roles):
                if roles[user_id] is StageRole.HAND_RAISED and user_id not in known:
                    await self._append(session, room, user_id, natively=True)

    @staticmethod
    async def _raised(session: AsyncSession, room: Room) -> list[Hand]:
        # Columns and no mapped objects: a queue of a thousand is read whole at every pick.
        rows = await session.execute(
            select(
                HandRow.id,
                HandRow.user_id,
                HandRow.raised_at,
                HandRow.question,
                HandRow.held,
                HandRow.skips,
                HandRow.spoke_seconds,
                HandRow.rooms_before,
                HandRow.weight,
            ).where(HandRow.room_id == room.id, HandRow.state == RAISED)
        )
        return [Hand(*row[:6], Standing(*row[6:])) for row in rows]

    async def _append(
        self,
        session: AsyncSession,
        room: Room,
        user_id: int,
        *,
        natively: bool,
        question: str | None = None,
        standing: Standing = Standing(),  # noqa: B008 - it is frozen
    ) -> int:
        # One after the other, or two people would be told the same place in the queue.
        await lock(session, "hands", room.id)
        hand = HandRow(room_id=room.id, user_id=user_id, state=RAISED, natively=natively, question=question)
        hand.raised_at = self._now()
        hand.spoke_seconds, hand.rooms_before = standing.spoke_seconds, standing.rooms_before
        hand.weight = standing.weight
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
    ) -> bool:
        async with self._database.transaction() as session:
            changed = await session.execute(
                update(HandRow)
                .where(HandRow.room_id == room.id, HandRow.user_id == user_id, *only_if)
                .values(**values)
                .returning(HandRow.id)
            )
            if changed.first() is None:
                return False
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
            return True
