"""What a community may set of tips."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bot.settings import Settings

#: Of one tip, whatever a community sets; far below what an account can hold.
MOST = 1_000_000_000


class TipSettings(Settings):
    """What points are called, and how they are given."""

    in_setup: ClassVar = ("currency", "welcome_points")

    currency: str = Field(default="", max_length=20)  # empty: "points", in the reader's language
    welcome_points: int = Field(default=100, ge=0, le=1_000_000)
    most_in_one_tip: int = Field(default=MOST, ge=1, le=MOST)
    equal_tip_seconds: int = Field(default=60, ge=0, le=3_600)
    confirm_above: int = Field(default=1_000, ge=0, le=MOST)  # of what administrators give and take
    most_given_a_month: int = Field(default=0, ge=0, le=MOST)  # by administrators; 0 is any
    allowance: int = Field(default=0, ge=0, le=1_000_000)  # 0 is none
    allowance_days: int = Field(default=7, ge=1, le=366)
