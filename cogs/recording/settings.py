"""What a community, or a club, may set of recordings."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from bot.settings import Settings
from cogs.recording.api import Consent, Feed


class ClippedBy(StrEnum):
    """Who posts clips of what is being recorded."""

    HOSTS = "hosts"
    SPEAKERS = "speakers"  # and hosts
    EVERYBODY = "everybody"  # who is in the room


class Form(StrEnum):
    """What kind of file a replay is."""

    OPUS = "opus"
    MP3 = "mp3"
    WAV = "wav"


class PostTo(StrEnum):
    """Where a replay is posted by itself."""

    ROOM = "room"  # in the chat of its room
    CLUB = "club"  # in the text channel of its club, or its room's if there is none
    NOWHERE = "nowhere"  # nobody sees it before a host posts it


class RecordingSettings(Settings):
    """Whom a recording takes in, how a room hears of it, and what is made of it."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("consent",)

    consent: Consent = Consent.ASK
    by_itself: bool = False
    spoken_notice: bool = True
    clips: ClippedBy = ClippedBy.SPEAKERS
    transcripts: bool = False
    keep_days: int = Field(default=90, ge=0, le=3_650)
    post_to: PostTo = PostTo.ROOM
    form: Form = Form.OPUS
    link_days: int = Field(default=7, ge=1, le=365)
    feed: Feed = Feed.OFF
