"""What happens on the stage, told to the queue."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cogs.hands.api import HandAlreadyRaised
from cogs.rooms.api import (
    BecameSpeaker,
    HandLowered,
    HandRaised,
    InvitationDeclined,
    Left,
    RoomClosed,
    RoomResumed,
    SpeakerInvited,
    StageEvent,
)

if TYPE_CHECKING:
    from bot.events import Events
    from cogs.hands.asking import Asking
    from cogs.hands.service import HandQueue


class StageListener:
    """Keeps the queue in step with the stage events that rooms publish."""

    def __init__(self, queue: HandQueue, asking: Asking) -> None:
        self._queue = queue
        self._asking = asking

    def subscribe(self, events: Events) -> None:
        """Hear of hands, invitations and their answers, and of rooms that begin again or end."""
        events.subscribe(HandRaised, self.raised)
        events.subscribe(SpeakerInvited, self.invited)
        for gone in (HandLowered, BecameSpeaker, InvitationDeclined, Left):
            events.subscribe(gone, self.gone)
        events.subscribe(RoomResumed, self.resumed)
        events.subscribe(RoomClosed, self.closed)

    async def raised(self, event: HandRaised) -> None:
        """Queue those who use Discord's own button; who raised by command keeps their place."""
        with contextlib.suppress(HandAlreadyRaised):
            await self._asking.raise_hand(event.room, event.user_id, event.role_ids, natively=True)

    async def invited(self, event: SpeakerInvited) -> None:
        """Note an invitation, ours or one given in Discord's own client."""
        await self._queue.invited(event.room, event.user_id)

    async def gone(self, event: StageEvent) -> None:
        """Drop the hand of who lowered it, speaks, declined or left."""
        await self._queue.forget(event.room, event.user_id)

    async def resumed(self, event: RoomResumed) -> None:
        """Rebuild the queue after the bot had been away."""
        await self._queue.reconcile(event.room, event.roles)

    async def closed(self, event: RoomClosed) -> None:
        """Forget the hands of a room that is over."""
        await self._queue.clear(event.room)
