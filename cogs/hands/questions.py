"""Questions and answers: one written question at a time, in the order in which their owners would be called.

A question is taken when a host goes on to it, or when whoever asks it comes up to ask it themselves; other
cogs are told of that once.

Whoever's question is being answered keeps the hand up, on hold, so that a host may still invite them; with
the next question their hand goes down, since they have been answered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.hands.acts import Acts
from cogs.hands.api import HandGone, QueueChanged
from cogs.hands.policies import Hand
from cogs.hands.refusals import NoQuestions
from cogs.hands.service import HandQueue
from cogs.hands.tables import HandRow
from cogs.hands.terms import TermBook
from cogs.rooms.api import QuestionTaken, Room


class Questions:
    """The question of each room that is being answered."""

    def __init__(
        self,
        database: Database,
        events: Events,
        queue: HandQueue,
        terms: TermBook,
        acts: Acts,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._now = now
        self._database = database
        self._events = events
        self._queue = queue
        self._terms = terms
        self._acts = acts

    async def next(self, room: Room) -> Hand:
        """Go on to the next question; whoever asked the one before has been answered.

        Raises:
            NoQuestions: nobody who waits has written one down; the one before is done with all the same.
        """
        policy = (await self._terms.of(room)).policy
        async with self._database.transaction() as session:
            await lock(session, "hands", room.id)
            before = await self._terms.asking(session, room.id)
            answered = False if before is None else await self._queue.answered(session, room, before)
            hand = await self._queue.next_question(session, room, policy)
            asked_by, question = (None, None) if hand is None else (hand.user_id, hand.question)
            await self._terms.store(session, room, asked_by_id=asked_by, question=question)
            if hand is not None and hand.question is not None:
                self._taken(session, room, hand.user_id, hand.question, hand.raised_at)
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        if before is not None and answered:
            await self._acts.lower(room, before)
        if hand is None:
            raise NoQuestions
        return hand

    async def came_up(self, room: Room, user_id: int) -> None:
        """Drop the hand of somebody who is on the stage now; what they wanted to ask is taken."""
        if not await self._queue.holders.may_include(room.id, user_id):
            return
        async with self._database.transaction() as session:
            theirs = delete(HandRow).where(HandRow.room_id == room.id, HandRow.user_id == user_id)
            gone = (
                await session.execute(theirs.returning(HandRow.question, HandRow.raised_at))
            ).one_or_none()
            if gone is None:
                return
            self._events.publish_after_commit(session, HandGone(room.guild_id, room.id, user_id))
            # The one that a host has gone on to has been told of.
            if gone.question is not None and await self._terms.asking(session, room.id) != user_id:
                self._taken(session, room, user_id, gone.question, gone.raised_at)

    def _taken(
        self, session: AsyncSession, room: Room, user_id: int, question: str, raised_at: datetime
    ) -> None:
        event = QuestionTaken(room, user_id, question, raised_at, self._now())
        self._events.publish_after_commit(session, event)
