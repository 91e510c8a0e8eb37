"""What happens on the stage, told to the queue."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cogs.hands.api import HandAlreadyRaised
from cogs.rooms import api as rooms

if TYPE_CHECKING:
    from bot.events import Events
    from cogs.hands.service import HandQueue


class StageListener:
    """Keeps the queue in step with the stage events that rooms publish."""

    def __init__(self, queue: HandQueue) -> None:
        self._queue = queue

    def subscribe(self, events: Events) -> None:
        """Hear of hands, invitations and their answers, and of rooms that begin again or end."""
        events.subscribe(rooms.HandRaised, self.raised)
        events.subscribe(rooms.SpeakerInvited, self.invited)
        for gone in (rooms.HandLowered, rooms.BecameSpeaker, rooms.InvitationDeclined, rooms.Left):
            events.subscribe(gone, self.gone)
        events.subscribe(rooms.RoomResumed, self.resumed)
        events.subscribe(rooms.RoomClosed, self.closed)

    async def raised(self, event: rooms.HandRaised) -> None:
        """Queue those who use Discord's own button; who raised by command keeps their place."""
        with contextlib.suppress(HandAlreadyRaised):
            await self._queue.raise_hand(event.room.id, event.user_id)

    async def invited(self, event: rooms.SpeakerInvited) -> None:
        """Note an invitation, ours or one given in Discord's own client."""
        await self._queue.invited(event.room.id, event.user_id)

    async def gone(self, event: rooms.StageEvent) -> None:
        """Drop the hand of who lowered it, speaks, declined or left."""
        await self._queue.forget(event.room.id, event.user_id)

    async def resumed(self, event: rooms.RoomResumed) -> None:
        """Rebuild the queue after the bot had been away."""
        await self._queue.reconcile(event.room.id, event.roles)

    async def closed(self, event: rooms.RoomClosed) -> None:
        """Forget the hands of a room that is over."""
        await self._queue.clear(event.room.id)
