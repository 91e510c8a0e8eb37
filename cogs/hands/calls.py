"""Calling people up: who is picked is invited, and whoever does not come makes room for the next.

| what happens                            | what follows                                               |
|-----------------------------------------|------------------------------------------------------------|
| Discord does not take the invitation    | the hand is back in its place, and whoever asked hears why |
| they left a moment ago                  | the one behind them is asked                               |
| they decline, or leave                  | the next is asked, if the one before was called in turn    |
| they do not answer in time              | they are moved to the audience, and the next is asked,     |
|                                         | if they were called in turn                                |
| a host invites in Discord's own client, | the same as by name: it runs out as well, and nobody is    |
| or many at once with `/room panel`      | asked in their place but by the autopilot                  |
| the process dies in between             | the same: what is owed is a timer row                      |
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.hands.acts import Acts
from cogs.hands.api import QueueEmpty
from cogs.hands.places import CalledBy, Missed
from cogs.hands.refusals import NotInRoom, StageFull
from cogs.hands.service import HandQueue
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room, Rooms

UNANSWERED = "hands.unanswered"
NEXT = "hands.next"


class Owed:
    """Writes down that the next is to be asked. Fulfils `cogs.hands.service.OweNext`."""

    def __init__(self, timers: Timers, now: Callable[[], datetime]) -> None:
        self._timers = timers
        self._now = now

    async def __call__(self, session: AsyncSession, room: Room, missed: Missed) -> None:
        """Owe it once for each invitation that came to nothing."""
        # Whoever has just declined and asks anew is not the one to be asked in their own place.
        payload = place_of(room) | {"without": str(missed.user_id)}
        await self._timers.schedule(session, NEXT, f"{room.id}:{missed.hand_id}", self._now(), payload)


class Calls:
    """Invites people to speak."""

    def __init__(
        self,
        *,
        database: Database,
        timers: Timers,
        rooms: Rooms,
        queue: HandQueue,
        terms: TermBook,
        acts: Acts,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._timers = timers
        self._rooms = rooms
        self._queue = queue
        self._terms = terms
        self._acts = acts
        self._now = now

    def listen(self) -> None:
        """Do what is owed, also from before a restart."""
        self._timers.on(UNANSWERED, self.unanswered)
        self._timers.on(NEXT, self.owed)

    async def next(self, room: Room, by: CalledBy = CalledBy.HOST, *, owed: TimerDue | None = None) -> int:
        """Invite whoever's turn it is, and return who that is; `owed` is the timer that asked for it.

        Raises:
            QueueEmpty: nobody waits.
            StageFull: as many speak or are invited as may.
            RostraError: Discord did not invite them; they keep their place.
        """
        pays = None if owed is None else partial(self._timers.cancel, kind=NEXT, key=owed.key)
        without = None if owed is None else int(owed.payload["without"])
        while True:
            terms = await self._terms.of(room)
            places = terms.filled if by is CalledBy.AUTOPILOT else terms.places
            user_id = await self._queue.call_next(
                room, terms.policy, by, places=places, without=without, also=pays
            )
            if await self._invite(room, user_id):
                return user_id
            # They left a moment ago: ask the one behind them.
            await self._queue.forget(room, user_id)

    async def ask(self, room: Room, user_id: int) -> None:
        """Invite somebody in particular, whoever's turn it is; a bot is a speaker with that.

        Raises:
            AlreadyInvited: they are.
            NotInRoom: they are not there.
            RostraError: Discord did not invite them; a hand of theirs keeps its place.
        """
        if self._rooms.is_bot(user_id):
            if not await self._acts.invite(room, user_id):
                raise NotInRoom
            return
        await self._queue.pick(room, user_id)
        if not await self._invite(room, user_id):
            await self._queue.forget(room, user_id)
            raise NotInRoom

    async def _invite(self, room: Room, user_id: int) -> bool:
        try:
            there = await self._acts.invite(room, user_id)
        except BaseException:
            await self._queue.put_back(room, user_id)
            raise
        if there:
            # Discord tells of it as well, but the bot may not live to hear it.
            await self.invited(room, user_id, only_picked=True)
        return there

    async def invited(self, room: Room, user_id: int, *, only_picked: bool = False) -> None:
        """Note an invitation, and until when it may be answered."""
        seconds = (await self._terms.of(room)).settings.answer_seconds
        async with self._database.transaction() as session:
            hand_id = await self._queue.invited(session, room, user_id, only_picked=only_picked)
            if hand_id is None or not seconds:
                return
            payload = place_of(room) | {"user_id": str(user_id), "hand_id": hand_id}
            key, due_at = f"{room.id}:{hand_id}", self._now() + timedelta(seconds=seconds)
            # SQLite gives the id of a hand that is gone to the next one, and its timer may still be there.
            await self._timers.cancel(session, UNANSWERED, key)
            await self._timers.schedule(session, UNANSWERED, key, due_at, payload)

    async def lower(self, room: Room, user_id: int) -> None:
        """Take somebody's hand down, or their invitation back, in Discord and here."""
        # Discord first: if it refuses, the hand is up here as it is there.
        await self._acts.lower(room, user_id)
        await self._queue.gone(room, user_id)

    async def dismiss(self, room: Room, user_id: int) -> None:
        """Send somebody to the audience by a host's word: nobody is asked in their place.

        Raises:
            NotInRoom: they are not there.
            RostraError: Discord did not do it; they are where they were.
        """
        await self._queue.owe_nobody(room, user_id)
        there = await self._acts.lower(room, user_id)
        if not await self._queue.forget(room, user_id) and not there:
            raise NotInRoom

    async def unanswered(self, due: TimerDue) -> None:
        """Give up an invitation that nobody answered."""
        room = await live_room(self._rooms, due)
        user_id = int(due.payload["user_id"])
        if room is not None and await self._queue.is_invited(int(due.payload["hand_id"]), user_id):
            await self.lower(room, user_id)

    async def owed(self, due: TimerDue) -> None:
        """Ask the next, in the place of somebody who did not come."""
        room = await live_room(self._rooms, due)
        if room is None:
            return
        terms = await self._terms.of(room)
        # With the autopilot on, whoever goes is followed anyway.
        if terms.autopilot or not terms.settings.next_when_declined:
            return
        try:
            await self.next(room, CalledBy.RULE, owed=due)
        except (QueueEmpty, StageFull):
            return

    async def fill(self, room: Room) -> None:
        """Invite people until as many places are taken as the autopilot is to keep filled."""
        if not (await self._terms.of(room)).filled:
            return
        try:
            while True:
                await self.next(room, CalledBy.AUTOPILOT)
        except (QueueEmpty, StageFull):
            return


def place_of(room: Room) -> dict[str, object]:
    """How a timer names a room; ids of Discord's as texts."""
    return {"room_id": room.id, "guild_id": str(room.guild_id)}


async def live_room(rooms: Rooms, due: TimerDue) -> Room | None:
    """The room that a timer names, with all noted that happened there; None if it is over."""
    return await rooms.lives_on(int(due.payload["guild_id"]), due.payload["room_id"])
