"""What a community, or a club, may set of recordings."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from bot.settings import Settings
from cogs.recording.api import Consent


class ClippedBy(StrEnum):
    """Who posts clips of what is being recorded."""

    HOSTS = "hosts"
    SPEAKERS = "speakers"  # and hosts
    EVERYBODY = "everybody"  # who is in the room


class RecordingSettings(Settings):
    """Whom a recording takes in, and how a room hears of it."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("consent",)

    consent: Consent = Consent.ASK
    by_itself: bool = False
    spoken_notice: bool = True
    clips: ClippedBy = ClippedBy.SPEAKERS
    transcripts: bool = False
    keep_days: int = Field(default=90, ge=0, le=3_650)
