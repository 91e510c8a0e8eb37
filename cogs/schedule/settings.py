"""What a community, or a club, may set of its evenings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Channel, Id, Settings


class WhenMissed(StrEnum):
    """What becomes of an evening that nobody came to open."""

    CANCEL = "cancel"  # and one that comes again goes on with its next time
    LEAVE = "leave"  # as it is, for whoever comes still later; Discord cancels it after some hours


class ScheduleSettings(Settings):
    """When and where people are reminded, and what follows if the host does not come."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("remind_minutes", "remind_channel")

    remind_minutes: int = Field(default=15, ge=0, le=10_080)  # 0: nobody is reminded
    remind_channel: Annotated[Id, Channel("text")] | None = None
    mention_interested: bool = True
    late_minutes: int = Field(default=15, ge=1, le=120)
    when_missed: WhenMissed = WhenMissed.CANCEL
    adopt_events: bool = True
