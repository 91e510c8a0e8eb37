"""What a community may set of real money."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import ClassVar, Self

from babel.core import get_global
from babel.numbers import get_territory_currencies
from pydantic import Field, field_validator, model_validator

from bot.i18n import Text
from bot.settings import Settings
from bot.settings.refusals import SettingRefused

#: In whole units of any currency; what a provider takes at once is less in most.
MOST = 100_000_000


#: What was legal tender then or later is taken: on the day on which a country gives its currency up, a
#: community that has chosen it does not suddenly ask for another one.
FIRST_DAY = date(2025, 1, 1)


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

    @field_validator("currency")
    @classmethod
    def _is_tender(cls, currency: str) -> str:
        code = currency.upper()
        if code not in _tender():
            raise SettingRefused(Text(__name__, "unknown-currency", currency=code))
        return code

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.least > self.most:
            raise SettingRefused(Text(__name__, "least-above-most", least=self.least, most=self.most))
        return self


@cache
def _tender() -> frozenset[str]:
    today = date.today()  # noqa: DTZ011 - a day more or less is nothing here
    return frozenset(
        code
        for where in get_global("territory_currencies")
        for code in get_territory_currencies(where, start_date=FIRST_DAY, end_date=today)
    )
