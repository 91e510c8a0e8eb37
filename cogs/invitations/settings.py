"""What a community, and each of its clubs, may set of invitations."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from bot.i18n import Text
from bot.settings import Settings
from bot.settings.refusals import SettingRefused


class InvitationSettings(Settings):
    """How many invitations a member has, how that grows, and how long one lasts."""

    per_club: ClassVar = True

    start: int = Field(default=3, ge=0, le=100)
    rooms_for_one: int = Field(default=5, ge=0, le=100)  # 0: attending brings none
    least_minutes: int = Field(default=10, ge=1, le=600)
    for_hosting: int = Field(default=1, ge=0, le=10)
    most: int = Field(default=20, ge=0, le=1_000)
    admins_spend: bool = False
    lasts_days: int = Field(default=7, ge=1, le=30)

    @model_validator(mode="after")
    def _start_within_most(self) -> Self:
        if self.start > self.most:
            raise SettingRefused(Text(__name__, "start-above-most", start=self.start, most=self.most))
        return self
