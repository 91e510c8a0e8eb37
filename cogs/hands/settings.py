"""What a community, or a club, may set of hands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Id, Role, Settings


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
    in_setup: ClassVar = ("policy",)

    policy: Policy = Policy.FIRST_COME
    weighted_roles: tuple[Annotated[Id, Role()], ...] = ()
    fair_weeks: int = Field(default=4, ge=1, le=52)
    queue_seen_by: SeenBy = SeenBy.EVERYBODY
    most_listed: int = Field(default=20, ge=1, le=50)
