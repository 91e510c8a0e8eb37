"""The parts of this cog in one, for whoever stands between them and Discord."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.hands.asking import Asking
from cogs.hands.service import HandQueue
from cogs.hands.terms import TermBook
from cogs.rooms.api import Rooms


@dataclass(frozen=True, slots=True)
class Desk:
    """What is asked of and done to the queues of all rooms."""

    rooms: Rooms
    queue: HandQueue
    terms: TermBook
    asking: Asking
