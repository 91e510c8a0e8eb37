"""Asking to speak, in whichever way: the same questions are asked of everybody who does."""

from __future__ import annotations

from cogs.hands.api import HandAlreadyRaised
from cogs.hands.refusals import EmptyQuestion, HandsLocked
from cogs.hands.service import HandQueue, Place
from cogs.hands.tables import LONGEST_QUESTION
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room


class Asking:
    """Takes hands into the queue of a room, as its terms allow."""

    def __init__(self, queue: HandQueue, terms: TermBook) -> None:
        self._queue = queue
        self._terms = terms

    async def raise_hand(
        self, room: Room, user_id: int, role_ids: tuple[int, ...], *, natively: bool = False
    ) -> None:
        """Queue somebody.

        Raises:
            HandsLocked: the hosts take no new hands.
            HandAlreadyRaised: they are in the queue.
        """
        if (await self._terms.of(room)).locked:
            raise HandsLocked
        standing = await self._terms.standing_of(room, user_id, role_ids)
        await self._queue.raise_hand(room, user_id, natively=natively, standing=standing)

    async def ask(self, room: Room, user_id: int, role_ids: tuple[int, ...], question: str) -> None:
        """Write down what somebody wants to ask, and queue them if they are not in the queue.

        Raises:
            EmptyQuestion: there is nothing to read.
            HandsLocked: the hosts take no new hands.
            NoHandRaised: they were called meanwhile.
        """
        tidy = " ".join(question.split())[:LONGEST_QUESTION]
        if not tidy:
            raise EmptyQuestion
        try:
            await self.raise_hand(room, user_id, role_ids)
        except (HandAlreadyRaised, HandsLocked) as refusal:
            # Whoever waits already may say what it is about, even if nobody new may come.
            if isinstance(refusal, HandsLocked) and user_id not in await self._queue.waiting(room):
                raise
        await self._queue.ask(room, user_id, tidy)

    async def place_of(self, room: Room, user_id: int) -> Place:
        """Where somebody stands by the rule in force.

        Raises:
            NoHandRaised: they do not wait.
        """
        return await self._queue.place_of(room, user_id, (await self._terms.of(room)).policy)
