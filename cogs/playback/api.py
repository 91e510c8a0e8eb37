"""What other cogs may use of playback; everything else here is private."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cogs.rooms.api import Room


@dataclass(frozen=True, slots=True)
class SoundsChanged:
    """A community has another sound, one less, or one under another name. Published after it is stored."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class StoredPiece:
    """An Ogg Opus file that is played from the disk; it ends where it is if the file is removed."""

    name: str
    path: Path
    length_seconds: float
    added_by_id: int


class Queued(Protocol):
    """A piece on its way through the queue of a room."""

    @property
    def ahead(self) -> int:
        """How many came before it when it was added."""

    @property
    def position_seconds(self) -> float | None:
        """How far it is: nought while it waits, None once it is over, was skipped or stopped."""


class RoomQueues(Protocol):
    """What is played in rooms, one piece after the other, as other cogs may add to it."""

    async def add(self, room: Room, piece: StoredPiece) -> Queued:
        """Put a piece at the end of a room's queue.

        Raises:
            UserError: the bot is not heard there, or the queue is full; says what to do.
            UpstreamError: Discord does not let it be heard.
        """
