"""What happens on the stages, taken in as it comes and told on in order, many at a time.

What the gateway says is only written down at first, which costs next to nothing and waits for nobody. Whoever
has the turn of a community tells on all that was written down, before anything else; so what is asked or done
in a turn knows of everything that Discord had told by then.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from bot.events import Events
from bot.whereabouts import Change
from cogs.rooms.api import HandRaised, Joined, Room, StageEvent, StageRole, StageSettled
from cogs.rooms.attendance import AttendanceBook
from cogs.rooms.crowd import NOBODY, Crowd
from cogs.rooms.stage import happened, role_of

#: So many changes are told on before the rest of the bot has its turn, and so many before they are settled.
AT_ONCE, UNSETTLED = 100, 1_000
#: Of a change: who, on which channel they were, on which they are and as what (`bot.whereabouts.Place`), and
#: their roles in Discord if they matter. All plain: thousands that wait do not keep the collector busy.
_Told = tuple[int, int | None, int | None, bool, bool, tuple[int, ...] | None]
_NOWHERE = (None, False, False)


class Happenings:
    """Who is what on every stage with a live room."""

    def __init__(
        self,
        events: Events,
        attendance: AttendanceBook,
        live: Callable[[int], Room | None],
        now: Callable[[], datetime],
        bots: Collection[int],
    ) -> None:
        """Prepare; `live` answers the live room of a stage, and `bots` are no people."""
        self._events = events
        self._attendance = attendance
        self._live = live
        self._now = now
        self._bots = bots
        self._crowds: dict[int, Crowd] = {}  # by channel
        # Whoever hears of what happens must not wait for a turn: it is told in one.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._told: defaultdict[int, deque[_Told]] = defaultdict(deque)
        self._unsettled: defaultdict[int, dict[int, None]] = defaultdict(dict)  # stages, by community

    @asynccontextmanager
    async def turn(self, guild_id: int) -> AsyncIterator[None]:
        """Have a community for oneself, with all told on that had been said of it."""
        async with self._turns[guild_id]:
            await self._tell_on(guild_id)
            yield

    def heard(self, change: Change) -> bool:
        """Write down a change, which is to be told on."""
        guild_id, user_id, before, after, member, _ = change
        was_on = None if before is None else before.channel_id
        # Asked of those with a hand up alone: a list of roles for each of ten thousand costs something.
        asks = after is not None and after.requested
        role_ids = change.role_ids if asks and member else None
        self._told[guild_id].append((user_id, was_on, *(after or _NOWHERE), role_ids))
        return True

    async def tell_on(self, guild_id: int) -> None:
        """Tell on what was written down."""
        async with self.turn(guild_id):
            return

    async def now_is(
        self,
        channel_id: int,
        user_id: int,
        role: StageRole | None,
        role_ids: tuple[int, ...] | None = None,
    ) -> None:
        """Tell what one person is on a stage, None for nobody there, in a turn."""
        for event in self._became(channel_id, user_id, role, self._now(), role_ids):
            await self._events.publish(event)

    def _events_of(self, told: _Told, at: datetime) -> Sequence[StageEvent]:
        user_id, was_on, is_on, suppress, requested, role_ids = told
        if was_on is None or was_on == is_on:
            gone: Sequence[StageEvent] = ()
        else:
            gone = self._became(was_on, user_id, None, at)
        if is_on is None:
            return gone
        role = role_of(suppress=suppress, requested=requested)
        came = self._became(is_on, user_id, role, at, role_ids)
        return (*gone, *came) if gone else came

    def _became(
        self,
        channel_id: int,
        user_id: int,
        role: StageRole | None,
        at: datetime,
        role_ids: tuple[int, ...] | None = None,
    ) -> Sequence[StageEvent]:
        """Take in what somebody is; answers what that means. `role_ids` are theirs in Discord, if known.

        The role remembered here is the one compared with, not one that the caller saw before:
        whatever was missed while the bot was away then counts once, and only once.
        """
        room = self._live(channel_id)
        if room is None:
            return ()
        if (crowd := self._crowds.get(channel_id)) is None:
            crowd = self._crowds[channel_id] = Crowd()
        if user_id in self._bots:
            # Whoever is kept out may be one.
            return [Joined(room, user_id)] if crowd.has_bot(user_id, there=role is not None) else ()
        was = crowd.now_is(user_id, role)
        if was is role:
            return ()
        self._attendance.now_is(room, user_id, role, at)
        self._unsettled[room.guild_id][channel_id] = None
        return [
            HandRaised(room, user_id, role_ids) if event is HandRaised else event(room, user_id)
            for event in happened(was, role)
        ]

    async def settled(self, guild_id: int) -> None:
        """Let those who gather what they heard do what they have to, in a turn."""
        if channel_ids := self._unsettled.pop(guild_id, None):
            rooms = tuple(filter(None, map(self._live, channel_ids)))
            await self._events.publish(StageSettled(guild_id, rooms))

    def crowd_on(self, channel_id: int) -> Crowd:
        """Who is what on a stage. It moves with what happens, and is only to be looked at."""
        return self._crowds.get(channel_id, NOBODY)

    def found(self, channel_id: int, roles: Mapping[int, StageRole]) -> None:
        """Take in who is what on a stage, all of them, and tell nobody."""
        self._crowds[channel_id] = Crowd(roles)

    def forget(self, channel_id: int) -> None:
        """Remember nobody on a stage whose room is over."""
        self._crowds.pop(channel_id, None)

    async def _tell_on(self, guild_id: int) -> None:
        told, number = self._told[guild_id], 0
        while told:
            at = self._now()
            for _ in range(min(AT_ONCE, len(told))):
                for event in self._events_of(told.popleft(), at):
                    await self._events.publish(event)
            number += AT_ONCE
            if number % UNSETTLED == 0 or not told:
                await self.settled(guild_id)
            if told:
                await asyncio.sleep(0)
