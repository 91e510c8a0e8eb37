"""What a community may set of real money."""

from __future__ import annotations

from typing import ClassVar, Self

from babel.numbers import list_currencies
from pydantic import Field, model_validator

from bot.i18n import Text
from bot.settings import Settings
from bot.settings.refusals import SettingRefused

#: In whole units of any currency; what a provider takes at once is less in most.
MOST = 100_000_000


class PaymentSettings(Settings):
    """In which currency members give, and how much at most."""

    in_setup: ClassVar = ("currency",)

    currency: str = Field(default="EUR", min_length=3, max_length=3)
    least: int = Field(default=1, ge=0, le=MOST)  # in whole units, as are the next two
    most: int = Field(default=100, ge=1, le=MOST)
    most_a_day: int = Field(default=300, ge=1, le=MOST)
    link_minutes: int = Field(default=60, ge=35, le=1_440)
    fee_basis_points: int = Field(default=290, ge=0, le=10_000)  # hundredths of a percent, for the estimate
    fee_fixed_minor: int = Field(default=30, ge=0, le=1_000_000)
    tell_channel: bool = True

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.currency not in list_currencies("en"):
            raise SettingRefused(Text(__name__, "unknown-currency", currency=self.currency))
        if self.least > self.most:
            raise SettingRefused(Text(__name__, "least-above-most", least=self.least, most=self.most))
        return self
