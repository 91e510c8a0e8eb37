"""What a community, or a club, may set of what it hears."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Id, Role, Settings

#: All of a sound is edited in memory; what is longer belongs into a replay.
LONGEST_SOUND_SECONDS = 300
#: What Discord lets anybody upload is more (Discord documentation, "Reference", Uploading Files).
LARGEST_FILE_MEGABYTES = 25


class PlayedBy(StrEnum):
    """Who lets sounds be heard on a stage."""

    EVERYBODY = "everybody"
    SPEAKERS = "speakers"  # and hosts
    HOSTS = "hosts"


class PlaybackSettings(Settings):
    """What is played by itself, and what people may add and play."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("chime",)

    chime: bool = True
    closing_chime: bool = True
    warning_chime: bool = True
    countdown: bool = False
    announces_next: bool = False
    spoken: bool = False
    waiting_music: bool = False
    volume: int = Field(default=100, ge=10, le=150)
    played_by: PlayedBy = PlayedBy.SPEAKERS
    sound_roles: tuple[Annotated[Id, Role()], ...] = ()
    longest_seconds: int = Field(default=60, ge=1, le=LONGEST_SOUND_SECONDS)
    largest_megabytes: int = Field(default=8, ge=1, le=LARGEST_FILE_MEGABYTES)
    most_sounds: int = Field(default=50, ge=1, le=200)
    quota_megabytes: int = Field(default=20, ge=1, le=200)
