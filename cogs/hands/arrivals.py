"""Hands that go up and come down in Discord's own client, gathered and stored many at a time.

A thousand people may press Request to Speak within seconds. Each transaction is forced to the disk, so what
happened together is stored together: what is gathered is stored as soon as the stage has settled
(`StageSettled`), and before anything else happens to one of those people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cogs.hands.acts import Acts
from cogs.hands.moderation import Moderation
from cogs.hands.service import HandQueue
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room

#: Who asks to speak, in order, with their roles in Discord; None where nobody has said which they are.
Raised = dict[int, tuple[int, ...] | None]


@dataclass(slots=True)
class _Gathered:
    """What happened in one room and is not stored."""

    room: Room
    raised: Raised = field(default_factory=dict)
    gone: dict[int, None] = field(default_factory=dict)  # whose stored hand is down, perhaps up anew


class Arrivals:
    """Gathers, and stores."""

    def __init__(self, queue: HandQueue, terms: TermBook, moderation: Moderation, acts: Acts) -> None:
        self._queue = queue
        self._terms = terms
        self._moderation = moderation
        self._acts = acts
        self._gathered: dict[int, _Gathered] = {}  # by room
        #: Called with those whose hand is not taken: their own client shows it until somebody takes it down.
        self.refuse: Callable[[Room, int], None] = lambda _room, _user_id: None

    def raised(self, room: Room, user_id: int, role_ids: tuple[int, ...] | None) -> None:
        """Note that somebody asks to speak; None if nobody said which roles they have."""
        self._of(room).raised[user_id] = role_ids

    def concern(self, room: Room, user_id: int) -> bool:
        """Whether anything gathered or stored may be about somebody."""
        if not self._queue.holders.lack(room.id, user_id):
            return True
        gathered = self._gathered.get(room.id)
        return gathered is not None and user_id in gathered.raised

    async def gone(self, room: Room, user_id: int) -> None:
        """Note that somebody lowered their hand, or left."""
        if (gathered := self._gathered.get(room.id)) is not None:
            gathered.raised.pop(user_id, None)
        # Whoever had asked by command before has a hand that is stored.
        if await self._queue.holders.may_include(room.id, user_id):
            self._of(room).gone[user_id] = None

    async def before(self, room: Room, user_id: int) -> None:
        """Store what is gathered if some of it is about somebody to whom something else happens now."""
        gathered = self._gathered.get(room.id)
        if gathered is not None and (user_id in gathered.raised or user_id in gathered.gone):
            await self._store(self._gathered.pop(room.id))

    async def settle(self, guild_id: int) -> None:
        """Store what is gathered in a community."""
        for gathered in [one for one in self._gathered.values() if one.room.guild_id == guild_id]:
            del self._gathered[gathered.room.id]
            await self._store(gathered)

    def _of(self, room: Room) -> _Gathered:
        if (gathered := self._gathered.get(room.id)) is None:
            gathered = self._gathered[room.id] = _Gathered(room)
        return gathered

    async def _store(self, gathered: _Gathered) -> None:
        if not gathered.raised and not gathered.gone:
            return
        room = gathered.room
        taken = await self._taken(room, gathered.raised)
        standings = await self._terms.standings_of(room, await self._with_roles(room, taken))
        await self._queue.change_many(room, gone=tuple(gathered.gone), raised=standings)
        for user_id in gathered.raised:
            if user_id not in taken:
                self.refuse(room, user_id)

    async def _with_roles(self, room: Room, raised: Raised) -> dict[int, tuple[int, ...]]:
        """The same with everybody's roles: where they count, Discord is asked for those it did not tell."""
        unknown = [user_id for user_id, role_ids in raised.items() if role_ids is None]
        asked: Mapping[int, tuple[int, ...]] = {}
        if unknown and (await self._terms.of(room)).settings.weighted_roles:
            asked = await self._acts.roles_of(room, unknown)
        return {
            user_id: asked.get(user_id, ()) if role_ids is None else role_ids
            for user_id, role_ids in raised.items()
        }

    async def _taken(self, room: Room, raised: Raised) -> Raised:
        if not raised:
            return {}
        # Where no new hands are taken, whoever waits keeps waiting: they may ask in Discord as well.
        locked = (await self._terms.of(room)).locked
        taken = await self._queue.having_hands(room, raised) if locked else raised
        return {
            user_id: raised[user_id]
            for user_id in taken
            if self._moderation.is_welcome(room, user_id)
            or not await self._moderation.is_kept_out(room, user_id)
        }
