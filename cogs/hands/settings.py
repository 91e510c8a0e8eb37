"""What a community, or a club, may set of hands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Channel, Id, Role, Settings

#: A host of more speakers at a time runs no queue.
MOST_PLACES = 50
LONGEST_TURN_SECONDS = 7_200


class SeenBy(StrEnum):
    """Who may look at the queue."""

    EVERYBODY = "everybody"
    HOSTS = "hosts"


class Policy(StrEnum):
    """By which rule the next speaker is chosen; what a rule leaves open is decided by arrival."""

    FIRST_COME = "first_come"
    FAIR_FLOOR = "fair_floor"  # whoever spoke least in this club over the last weeks
    NEWCOMERS = "newcomers"  # whoever has not spoken in this club, then whoever was in the fewest rooms
    WEIGHTED = "weighted"  # a moment of waiting counts for more with some roles
    QUESTIONS = "questions"  # whoever has written down what they want to ask


class HandSettings(Settings):
    """Whose turn it is, and who sees the queue."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("policy", "speaking_seconds", "panel_at_start")

    policy: Policy = Policy.FIRST_COME
    weighted_roles: tuple[Annotated[Id, Role()], ...] = ()
    fair_weeks: int = Field(default=4, ge=1, le=52)
    answer_seconds: int = Field(default=60, ge=0, le=600)
    next_when_declined: bool = True
    most_speakers: int = Field(default=0, ge=0, le=MOST_PLACES)
    autopilot: int = Field(default=0, ge=0, le=MOST_PLACES)
    speaking_seconds: int = Field(default=0, ge=0, le=LONGEST_TURN_SECONDS)
    warning_seconds: int = Field(default=30, ge=0, le=300)
    grace_seconds: int = Field(default=15, ge=0, le=300)
    panel_at_start: bool = True
    report_channel: Annotated[Id, Channel("text")] | None = None
    queue_seen_by: SeenBy = SeenBy.EVERYBODY
    most_listed: int = Field(default=20, ge=1, le=50)
