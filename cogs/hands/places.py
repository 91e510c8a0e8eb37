"""What a place in the queue is: its states, who called, and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.hands.policies import Hand
from cogs.rooms.api import Room

RAISED = "raised"
INVITED = "invited"


#: Called in the transaction in which the invitation of that hand ended.
OweNext = Callable[[AsyncSession, Room, "Missed"], Awaitable[object]]


class CalledBy(StrEnum):
    """Who or what picked a hand."""

    HOST = "host"  # who asked for the next
    NAME = "name"  # a host, who asked for this person
    RULE = "rule"  # the invitation before was declined or ran out
    AUTOPILOT = "autopilot"


class Missed(NamedTuple):
    """An invitation that came to nothing."""

    hand_id: int
    user_id: int


class Place(NamedTuple):
    """Where somebody stands in the queue."""

    number: int  # counted from one
    of: int
    ahead: int  # of those who come before, as many as are not on hold
    hand: Hand
