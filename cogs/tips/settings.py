"""What a community may set of tips."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from bot.i18n import Text
from bot.settings import Settings
from bot.settings.refusals import SettingRefused
from cogs.tips.api import POINTS
from cogs.tips.currencies import known

#: Of one tip, in whole units, whatever a community sets; far below what an account can hold.
MOST = 1_000_000_000
#: Discord documentation, "Component Reference", Action Row: five buttons, one of which asks for any amount.
MOST_PRESETS = 4
MOST_CURRENCIES = 4


def _presets(typed: str) -> str:
    found = [each for each in re.split(r"[,;\s]+", typed) if each]
    if not all(re.fullmatch(r"[0-9]{1,10}", each) and 0 < int(each) <= MOST for each in found):
        raise SettingRefused(Text(__name__, "presets-not-amounts"))
    amounts = sorted({int(each) for each in found})
    if len(amounts) > MOST_PRESETS:
        raise SettingRefused(Text(__name__, "presets-too-many", most=MOST_PRESETS))
    return ", ".join(map(str, amounts))


def _codes(typed: str) -> str:
    codes = list(dict.fromkeys(each.upper() for each in re.split(r"[,;\s]+", typed) if each))
    for code in codes:
        if code not in known():
            raise SettingRefused(Text(__name__, "currencies-unknown", code=code[:20]))
    if len(codes) > MOST_CURRENCIES:
        raise SettingRefused(Text(__name__, "currencies-too-many", most=MOST_CURRENCIES))
    return ", ".join(codes)


class JarRule(StrEnum):
    """By which rule what was given to a room is shared among those who spoke in it."""

    FLOOR = "floor"  # by how long each could be heard
    EQUAL = "equal"


Presets = Annotated[str, Field(max_length=60), AfterValidator(_presets)]
Codes = Annotated[str, Field(max_length=60), AfterValidator(_codes)]


class TipSettings(Settings):
    """What points are called, how they are given, and how much. Limits are in whole units of a currency."""

    in_setup: ClassVar = ("currency", "welcome_points")

    currency: str = Field(default="", max_length=20)  # empty: "points", in the reader's language
    currencies: Codes = ""  # beside points
    welcome_points: int = Field(default=100, ge=0, le=1_000_000)
    presets: Presets = "10, 50, 100"
    money_presets: Presets = "1, 5, 10"  # of the currencies beside points
    most_in_one_tip: int = Field(default=MOST, ge=1, le=MOST)
    most_a_day: int = Field(default=0, ge=0, le=MOST)  # that one person gives; 0 is any
    most_to_one_a_day: int = Field(default=0, ge=0, le=MOST)  # that one person gives another; 0 is any
    creators_opt_in: bool = False
    met_in_days: int = Field(default=0, ge=0, le=366)  # in a room with whom one tips; 0 asks nothing
    tip_buttons: bool = True  # on the cards of rooms
    announce_tips: bool = True  # in the chat of the room in which they are given
    jar_rule: JarRule = JarRule.FLOOR
    jar_minutes: int = Field(default=2, ge=0, le=1_440)  # for which it is shown who gets what, before
    equal_tip_seconds: int = Field(default=60, ge=0, le=3_600)
    confirm_above: int = Field(default=1_000, ge=0, le=MOST)  # of what administrators give and take
    most_given_a_month: int = Field(default=0, ge=0, le=MOST)  # by administrators; 0 is any
    allowance: int = Field(default=0, ge=0, le=1_000_000)  # 0 is none
    allowance_days: int = Field(default=7, ge=1, le=366)

    def presets_in(self, currency: str) -> tuple[int, ...]:
        """The amounts that are offered, in whole units."""
        listed = self.presets if currency == POINTS else self.money_presets
        return tuple(int(each) for each in listed.split(", ") if each)

    @property
    def accepted(self) -> tuple[str, ...]:
        """The currencies in which tips are given here, points first."""
        return (POINTS, *(code for code in self.currencies.split(", ") if code))
