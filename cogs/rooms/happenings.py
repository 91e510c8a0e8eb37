"""What happens on the stages, taken in as it comes and told on in order, many at a time.

What the gateway says is only written down at first, which costs next to nothing and waits for nobody. Whoever
has the turn of a community tells on all that was written down, before anything else; so what is asked or done
in a turn knows of everything that Discord had told by then.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

from bot.events import Events
from bot.whereabouts import Change, Place
from cogs.rooms.api import HandRaised, Room, StageRole, StageSettled
from cogs.rooms.attendance import AttendanceBook
from cogs.rooms.stage import happened, role_of

#: So many changes are told on before the rest of the bot has its turn, and so many before they are settled.
AT_ONCE, UNSETTLED = 100, 1_000


class _Now(NamedTuple):
    """What somebody is on a stage; None is not there."""

    channel_id: int
    user_id: int
    role: StageRole | None
    role_ids: tuple[int, ...] | None = None  # in Discord; None if nobody said


class Happenings:
    """Who is what on every stage with a live room."""

    def __init__(
        self, events: Events, attendance: AttendanceBook, live: Callable[[int], Room | None]
    ) -> None:
        """Prepare; `live` answers the live room of a stage."""
        self._events = events
        self._attendance = attendance
        self._live = live
        self._roles: dict[int, dict[int, StageRole]] = {}  # by channel, then person
        # Whoever hears of what happens must not wait for a turn: it is told in one.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._told: defaultdict[int, deque[_Now]] = defaultdict(deque)
        self._unsettled: defaultdict[int, dict[int, None]] = defaultdict(dict)  # stages, by community

    @asynccontextmanager
    async def turn(self, guild_id: int) -> AsyncIterator[None]:
        """Have a community for oneself, with all told on that had been said of it."""
        async with self._turns[guild_id]:
            await self._tell_on(guild_id)
            yield

    def heard(self, change: Change) -> bool:
        """Write down a change; answers whether there is something to be told on."""
        before, after = change.before, change.after
        told = self._told[change.guild_id]
        if before is not None and (after is None or after.channel_id != before.channel_id):
            told.append(_Now(before.channel_id, change.user_id, None))
        if after is not None:
            # Asked of those with a hand up alone: a list of roles for each of ten thousand costs something.
            role_ids = change.role_ids if after.requested and change.member else None
            told.append(_Now(after.channel_id, change.user_id, role_at(after), role_ids))
        return bool(told)

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
        """Tell of one person, in a turn.

        The role remembered here is the one compared with, not one that the caller saw before:
        whatever was missed while the bot was away then counts once, and only once.
        """
        room = self._live(channel_id)
        if room is None:
            return
        known = self._roles.setdefault(channel_id, {})
        was = known.get(user_id)
        if was is role:
            return
        if role is None:
            del known[user_id]
        else:
            known[user_id] = role
        self._attendance.now_is(room, user_id, role)
        self._unsettled[room.guild_id][channel_id] = None
        for event in happened(was, role):
            told = HandRaised(room, user_id, role_ids) if event is HandRaised else event(room, user_id)
            await self._events.publish(told)

    async def settled(self, guild_id: int) -> None:
        """Let those who gather what they heard do what they have to, in a turn."""
        if channel_ids := self._unsettled.pop(guild_id, None):
            rooms = tuple(filter(None, map(self._live, channel_ids)))
            await self._events.publish(StageSettled(guild_id, rooms))

    def roles_on(self, channel_id: int) -> Mapping[int, StageRole]:
        """Who is what on a stage. A view that moves with what happens."""
        return self._roles.get(channel_id, {})

    def found(self, channel_id: int, roles: Mapping[int, StageRole]) -> None:
        """Take in who is what on a stage, all of them, and tell nobody."""
        self._roles[channel_id] = dict(roles)

    def forget(self, channel_id: int) -> None:
        """Remember nobody on a stage whose room is over."""
        self._roles.pop(channel_id, None)

    async def _tell_on(self, guild_id: int) -> None:
        told, number = self._told[guild_id], 0
        while told:
            for _ in range(min(AT_ONCE, len(told))):
                await self.now_is(*told.popleft())
            number += AT_ONCE
            if number % UNSETTLED == 0 or not told:
                await self.settled(guild_id)
            if told:
                await asyncio.sleep(0)


def role_at(place: Place) -> StageRole:
    """What somebody is at a place that is a stage."""
    return role_of(suppress=place.suppress, requested=place.requested)
