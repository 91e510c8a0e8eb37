"""Asking to speak by command: the same is asked of everybody who does."""

from __future__ import annotations

from datetime import timedelta

from cogs.hands.api import HandAlreadyRaised
from cogs.hands.floor import Floor
from cogs.hands.moderation import Moderation
from cogs.hands.places import Place
from cogs.hands.policies import expected_wait
from cogs.hands.refusals import EmptyQuestion, HandsLocked, KeptOut
from cogs.hands.service import HandQueue
from cogs.hands.tables import LONGEST_QUESTION
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room


class Asking:
    """Takes hands into the queue of a room, as its terms allow."""

    def __init__(self, queue: HandQueue, terms: TermBook, floor: Floor, moderation: Moderation) -> None:
        self._queue = queue
        self._terms = terms
        self._floor = floor
        self._moderation = moderation

    async def raise_hand(self, room: Room, user_id: int, role_ids: tuple[int, ...]) -> None:
        """Queue somebody who asks by command; those who ask in Discord itself are `cogs.hands.arrivals`.

        Raises:
            HandsLocked: the hosts take no new hands.
            KeptOut: the hosts keep them out.
            HandAlreadyRaised: they are in the queue.
        """
        if (await self._terms.of(room)).locked:
            raise HandsLocked
        if await self._moderation.is_kept_out(room, user_id):
            raise KeptOut
        standing = await self._terms.standing_of(room, user_id, role_ids)
        await self._queue.raise_hand(room, user_id, standing=standing)

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

    async def wait_of(self, room: Room, place: Place) -> timedelta | None:
        """How long it may take until somebody is called; None if nobody knows, or if they are on hold."""
        if place.hand.held:
            return None
        terms = await self._terms.of(room)
        taken = await self._queue.taken(room)
        limit = terms.filled or terms.places
        places = limit or max(1, taken)
        # Without a limit it is the host who decides when the next one comes up.
        free = places - taken if limit else int(taken == 0)
        return expected_wait(place.ahead, places, max(0, free), await self._floor.usual_turn(room))
