"""What other cogs may use of the schedule: an evening, and what becomes of it.

An evening is an event of Discord's that belongs to a club. Discord decides when it begins and whether it
is on; what it does not know, such as the club and the co-hosts, is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class EveningStatus(StrEnum):
    """The life of an evening. One that comes again is planned anew when it is over."""

    DRAFT = "draft"  # Discord has been asked for it, and has not answered yet
    PLANNED = "planned"
    LIVE = "live"
    OVER = "over"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self in {EveningStatus.PLANNED, EveningStatus.LIVE}


@dataclass(frozen=True, slots=True)
class Evening:
    """A room that is planned: what, when, where, and who runs it."""

    id: int
    guild_id: int
    club_id: int
    event_id: int  # Discord's; 0 as long as it is a draft
    channel_id: int
    host_id: int  # `bot.community.records.NOBODY` once they are forgotten
    topic: str
    description: str
    starts_at: datetime  # of the next time, for one that comes again
    ends_at: datetime | None
    rule: Mapping[str, Any] | None  # how it comes again, as Discord writes it
    status: EveningStatus
    revision: int  # how often what a calendar shows of it has changed
    changed_at: datetime
    cohost_ids: tuple[int, ...] = ()  # in the order in which they were named


class _OfEvening:
    """What every event of an evening has."""

    __slots__ = ()
    evening: Evening

    @property
    def guild_id(self) -> int:
        """The community."""
        return self.evening.guild_id


@dataclass(frozen=True, slots=True)
class EveningPlanned(_OfEvening):
    """An evening is planned, by a command or in Discord's own client."""

    evening: Evening


@dataclass(frozen=True, slots=True)
class EveningChanged(_OfEvening):
    """An evening has another topic, time, place or host, or has begun, or comes again; as it is now."""

    evening: Evening


@dataclass(frozen=True, slots=True)
class EveningEnded(_OfEvening):
    """An evening is over or cancelled, and does not come again; `evening.status` says which."""

    evening: Evening


class Schedule(Protocol):
    """The evenings of every community, as other cogs may ask for them."""

    async def of(self, guild_id: int, club_id: int | None = None) -> list[Evening]:
        """What is planned or on in a community, or for one club of it, the soonest first."""
