"""The settings that concern a whole community and no cog in particular."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Channel, Id, Settings, TimeZone


class Language(StrEnum):
    """In which language the bot writes what everybody reads; what one person reads is in theirs."""

    AUTO = "auto"  # the one that the community has chosen in Discord
    ENGLISH = "en"
    FRENCH = "fr"


class CommunitySettings(Settings):
    """What holds for the whole community."""

    in_setup: ClassVar = ("language", "time_zone", "stage_category")

    language: Language = Language.AUTO
    time_zone: TimeZone = "UTC"
    stage_category: Annotated[Id, Channel("category")] | None = None
    retention_days: int = Field(default=30, ge=1, le=365)
