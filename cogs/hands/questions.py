"""Questions and answers: one written question at a time, in the order in which their owners would be called.

Whoever's question is being answered keeps the hand up, on hold, so that a host may still invite them; with
the next question their hand goes down, since they have been answered.
"""

from __future__ import annotations

from bot.events import Events
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.hands.acts import Acts
from cogs.hands.api import QueueChanged
from cogs.hands.policies import Hand
from cogs.hands.refusals import NoQuestions
from cogs.hands.service import HandQueue
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room


class Questions:
    """The question of each room that is being answered."""

    def __init__(
        self, database: Database, events: Events, queue: HandQueue, terms: TermBook, acts: Acts
    ) -> None:
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
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        if before is not None and answered:
            await self._acts.lower(room, before)
        if hand is None:
            raise NoQuestions
        return hand
