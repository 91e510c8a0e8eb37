"""What happens on the stage, told to the queue and to the floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from bot.i18n import Safe, Text
from cogs.clubs.api import ClubRoleChanged
from cogs.hands.api import HandGone, HandQueued, QueueChanged
from cogs.hands.settings import SeenBy
from cogs.hands.soon import Soon
from cogs.rooms.api import (
    BecameSpeaker,
    HandLowered,
    HandRaised,
    InvitationDeclined,
    Joined,
    Left,
    ReturnedToAudience,
    Room,
    RoomChanged,
    RoomResumed,
    SpeakerInvited,
    StageRole,
    StageSettled,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.events import Events
    from bot.tasks import Tasks
    from cogs.hands.acts import Acts
    from cogs.hands.desk import Desk

#: So many of those who wait are named on a room's card.
MOST_ON_CARD = 3


class StageListener:
    """Keeps queue and floor in step with the stage events that rooms publish."""

    def __init__(self, desk: Desk, acts: Acts, tasks: Tasks) -> None:
        self._desk = desk
        self._acts = acts
        self._changed = Soon(tasks, "hands.changed", self._look)
        self._filling = Soon(tasks, "hands.autopilot", self._fill)
        self._lowering = Soon(tasks, "hands.locked", self._lower)
        desk.arrivals.refuse = self._take_down
        self._to_lower: defaultdict[int, dict[int, None]] = defaultdict(dict)  # by channel

    def subscribe(self, events: Events) -> None:
        """Hear of hands, invitations and their answers, and of rooms that begin again or end."""
        events.subscribe(HandRaised, self.raised)
        events.subscribe(SpeakerInvited, self.invited)
        events.subscribe(HandLowered, self.lowered)
        events.subscribe(Left, self.left)
        events.subscribe(InvitationDeclined, self.declined)
        events.subscribe(StageSettled, self.settled)
        events.subscribe(BecameSpeaker, self.came_up)
        events.subscribe(ReturnedToAudience, self.went_down)
        events.subscribe(RoomChanged, self.hosts_changed)
        events.subscribe(ClubRoleChanged, self.leaders_changed)
        events.subscribe(RoomResumed, self.resumed)
        events.subscribe(HandQueued, self.changed)
        events.subscribe(HandGone, self.changed)
        events.subscribe(QueueChanged, self.changed)
        events.subscribe(Joined, self.joined)
        self._desk.rooms.add_ending(self.end)
        self._desk.rooms.add_card_line(self.line)

    def raised(self, event: HandRaised) -> None:
        """Queue those who use Discord's own button; who raised by command keeps their place."""
        self._desk.arrivals.raised(event.room, event.user_id, event.role_ids)

    async def lowered(self, event: HandLowered) -> None:
        """Drop the hand of who lowered it."""
        await self._desk.arrivals.gone(event.room, event.user_id)

    def left(self, event: Left) -> Awaitable[None] | None:
        """Drop the hand of who left, and end a turn of theirs; most who leave had neither."""
        room, user_id = event.room, event.user_id
        concerned = self._desk.arrivals.concern(room, user_id) or self._desk.floor.concerns(room, user_id)
        return self._left(event) if concerned else None

    async def _left(self, event: Left) -> None:
        await self._desk.arrivals.gone(event.room, event.user_id)
        await self._desk.floor.went_down(event.room, event.user_id)

    async def settled(self, event: StageSettled) -> None:
        """Store all of that."""
        await self._desk.arrivals.settle(event.guild_id)

    async def invited(self, event: SpeakerInvited) -> None:
        """Note an invitation, ours or one given in Discord's own client."""
        await self._desk.arrivals.before(event.room, event.user_id)
        await self._desk.calls.invited(event.room, event.user_id)

    def joined(self, event: Joined) -> Awaitable[object] | None:
        """Send away whoever is kept out."""
        moderation, room, user_id = self._desk.moderation, event.room, event.user_id
        return None if moderation.is_welcome(room, user_id) else moderation.arrived(room, user_id)

    async def declined(self, event: InvitationDeclined) -> None:
        """Drop the hand of who declined."""
        await self._desk.arrivals.before(event.room, event.user_id)
        await self._desk.queue.gone(event.room, event.user_id)

    async def came_up(self, event: BecameSpeaker) -> None:
        """Begin a turn, and drop the hand that led to it."""
        await self._desk.arrivals.before(event.room, event.user_id)
        # In this order no place is free in between.
        await self._desk.floor.came_up(event.room, event.user_id)
        await self._desk.questions.came_up(event.room, event.user_id)

    async def went_down(self, event: ReturnedToAudience) -> None:
        """End a turn."""
        await self._desk.floor.went_down(event.room, event.user_id)

    async def hosts_changed(self, event: RoomChanged) -> None:
        """Measure nobody's time who hosts the room by now."""
        await self._desk.floor.hosts_changed(event.room)

    async def leaders_changed(self, event: ClubRoleChanged) -> None:
        """The same: whoever leads a club hosts its rooms."""
        for room in self._desk.rooms.of(event.guild_id):
            if room.club_id == event.club.id:
                await self._desk.floor.hosts_changed(room)

    async def resumed(self, event: RoomResumed) -> None:
        """Rebuild the queue and the floor after the bot had been away."""
        await self._desk.floor.reconcile(event.room, event.roles)
        for user_id, role in sorted(event.roles.items()):
            if role is StageRole.INVITED:
                await self._desk.calls.invited(event.room, user_id)
            elif role is StageRole.SPEAKER:
                # Whoever came up meanwhile asks in person; others are told of the question all the same.
                await self._desk.questions.came_up(event.room, user_id)
        # Those whose hands a host has just had lowered show them only until it is their turn.
        lowered = await self._desk.lowering.pending(event.room)
        for user_id in await self._desk.queue.reconcile(event.room, event.roles):
            if user_id not in lowered:
                self._desk.arrivals.raised(event.room, user_id, None)
        await self._desk.arrivals.settle(event.guild_id)
        self._filling.ask(event.room.channel_id)
        await self._desk.moderation.look_over(event.room, event.roles)

    def changed(self, event: HandQueued | HandGone | QueueChanged) -> None:
        """Let the autopilot look whether a place is free, and who may have it."""
        self._changed.ask((event.guild_id, event.room_id))

    async def line(self, room: Room) -> Text | None:
        """What the card of a room says of its queue: whose turn is next, unless only hosts may see it."""
        terms = await self._desk.terms.of(room)
        if terms.settings.queue_seen_by is not SeenBy.EVERYBODY:
            return None
        front = await self._desk.queue.front(room, terms.policy, MOST_ON_CARD)
        if not front.hands:
            return None
        people = Safe(", ".join(f"<@{hand.user_id}>" for hand in front.hands))
        more = front.waiting - len(front.hands)
        return Text(__name__, "next-on-card", people=people, more=more)

    async def end(self, session: AsyncSession, room: Room) -> None:
        """Forget the hands and the turns of a room that ends, in the transaction that ends it."""
        await self._desk.queue.clear(session, room)
        await self._desk.floor.clear(session, room)

    def _take_down(self, room: Room, user_id: int) -> None:
        self._to_lower[room.channel_id][user_id] = None
        self._lowering.ask(room.channel_id)

    async def _look(self, key: tuple[int, int]) -> None:
        guild_id, room_id = key
        for room in self._desk.rooms.of(guild_id):
            if room.id == room_id:
                self._desk.rooms.card_is_stale(room)
                if (await self._desk.terms.of(room)).filled:
                    self._filling.ask(room.channel_id)

    async def _fill(self, channel_id: int) -> None:
        if (room := self._desk.rooms.on(channel_id)) is not None:
            await self._desk.calls.fill(room)

    async def _lower(self, channel_id: int) -> None:
        waiting = self._to_lower.pop(channel_id, {})
        for user_id in waiting:
            if (room := self._desk.rooms.on(channel_id)) is None:
                return
            await self._acts.lower(room, user_id)
