"""What a community, or a club, may set of hands."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from bot.settings import Settings


class SeenBy(StrEnum):
    """Who may look at the queue."""

    EVERYBODY = "everybody"
    HOSTS = "hosts"


class HandSettings(Settings):
    """Who sees the queue, and how much of it."""

    per_club: ClassVar = True

    queue_seen_by: SeenBy = SeenBy.EVERYBODY
    most_listed: int = Field(default=20, ge=1, le=50)
