"""What a person wants of an evening, and what Discord tells of one, without Discord's own classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cogs.schedule.api import EveningStatus

# Discord documentation, "Guild Scheduled Event", Create Guild Scheduled Event.
LONGEST_TOPIC = 100
LONGEST_DESCRIPTION = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to plan."""

    channel_id: int
    topic: str
    starts_at: datetime
    host_id: int
    description: str = ""
    ends_at: datetime | None = None
    rule: Mapping[str, Any] | None = None
    picture: str | None = None  # as Discord is sent it


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as Discord tells of it."""

    event_id: int
    guild_id: int
    channel_id: int | None  # None: it takes place elsewhere than in a channel
    creator_id: int | None
    topic: str
    description: str
    starts_at: datetime
    ends_at: datetime | None
    rule: Mapping[str, Any] | None
    status: EveningStatus
    by_bot: bool = False
