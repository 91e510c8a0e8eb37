"""What other cogs may use of recordings: their events, and what a replay is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Consent(StrEnum):
    """What is done with somebody who comes up on stage and has not said whether they may be recorded."""

    ASK = "ask"  # they are asked, and not recorded until they say yes
    OPT_OUT = "opt-out"  # they are told, and recorded until they say no
    OPT_IN = "opt-in"  # they are not recorded until they say yes by themselves


class Feed(StrEnum):
    """Who can follow the recordings of a club as a podcast."""

    OFF = "off"  # nobody: there is none
    PRIVATE = "private"  # whoever knows its secret address
    PUBLIC = "public"  # everybody


class ReplayStatus(StrEnum):
    """The life of a replay."""

    RECORDING = "recording"
    STOPPED = "stopped"
    REPAIR = "repair"  # it is over, and its files could not be read yet


class StopReason(StrEnum):
    """Why a recording ended."""

    HOST = "host"  # somebody who may said so
    ROOM = "room"  # its room ended
    DISK = "disk"  # the disk had no room for more, or failed
    LOST = "lost"  # its room had ended while the bot was away


@dataclass(frozen=True, slots=True)
class Replay:
    """The recording of a room."""

    id: int
    guild_id: int
    club_id: int
    room_id: int
    channel_id: int
    topic: str
    consent: Consent
    status: ReplayStatus
    started_by: int  # `NOBODY` once they are forgotten
    began_at: datetime
    ended_at: datetime | None = None
    milliseconds: int | None = None
    reason: StopReason | None = None
    feed: Feed = Feed.OFF  # how far its people were told that it would go


class _OfReplay:
    """What every event of a replay has."""

    __slots__ = ()
    replay: Replay

    @property
    def guild_id(self) -> int:
        """The community."""
        return self.replay.guild_id


@dataclass(frozen=True, slots=True)
class RecordingStarted(_OfReplay):
    """A room is recorded from now on."""

    replay: Replay


@dataclass(frozen=True, slots=True)
class RecordingStopped(_OfReplay):
    """A room is not recorded any more; all that there is of it is on the disk and in the tables."""

    replay: Replay


class Replays(Protocol):
    """The recordings that are over, as other cogs may ask for them."""

    async def offered(self, guild_id: int, user_id: int, *, steward: bool) -> list[Replay]:
        """The newest that somebody may have: of clubs they run, and those they began."""

    async def topics_of(self, replay_id: int) -> list[tuple[int, str]]:
        """What it was about, from which millisecond on."""

    async def file_of(self, replay: Replay) -> Path:
        """All voices of it mixed in one Ogg Opus file; it goes when a voice is taken out.

        Raises:
            UserError: nobody is in it, or it cannot be mixed.
            UpstreamError: the disk refuses.
        """
