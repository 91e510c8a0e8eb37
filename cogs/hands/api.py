"""What other cogs may use of the hand queue; everything else here is private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.errors import UserError
from cogs.rooms.api import Room


@dataclass(frozen=True, slots=True)
class HandQueued:
    """Somebody has a place in the queue. Published after the hand is stored."""

    guild_id: int
    room_id: int
    user_id: int
    position: int


@dataclass(frozen=True, slots=True)
class HandGone:
    """A hand left the queue: lowered, answered, or its owner left. Published after it is stored."""

    guild_id: int
    room_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """The queue of a room, or the rule by which it goes, is another. Published after it is stored."""

    guild_id: int
    room_id: int


@dataclass(frozen=True, slots=True)
class FloorEnding:
    """A speaker's time is nearly up. Published when they are told, perhaps twice around a restart."""

    guild_id: int
    club_id: int
    room_id: int
    channel_id: int
    user_id: int
    ends_at: datetime | None = None


class Floors(Protocol):
    """Who has the floor in every room, as other cogs may ask."""

    async def ends_at(self, room: Room, user_id: int) -> datetime | None:
        """When somebody's time to speak is up; None if they do not speak, or for as long as they like."""


class HandAlreadyRaised(UserError):
    """One person holds at most one place in a queue."""

    key = "hand-already-raised"


class NoHandRaised(UserError):
    """There is no hand to take down."""

    key = "no-hand-raised"


class QueueForHosts(UserError):
    """Here only the hosts of a room see who waits."""

    key = "queue-for-hosts"


class QueueEmpty(UserError):
    """There is nobody to call."""

    key = "queue-empty"


class AlreadySpeaker(UserError):
    """A speaker need not ask to speak."""

    key = "already-speaker"


class AlreadyInvited(UserError):
    """Who is invited to speak need not ask: they accept or decline."""

    key = "already-invited"
