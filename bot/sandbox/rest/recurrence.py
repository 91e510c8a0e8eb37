"""The recurrence rules that Discord takes: a small part of iCalendar's.

Source: Discord documentation, "Guild Scheduled Event", Recurrence Rule, System limitations.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from bot.sandbox.payloads.times import timestamp
from bot.sandbox.rest.router import Form
from bot.sandbox.world.recurrence import DAILY, MONTHLY, WEEKLY, YEARLY

# Monday is 0. The order in which the days are sent means nothing.
DAILY_SETS = frozenset(
    map(
        frozenset,
        ((0, 1, 2, 3, 4), (1, 2, 3, 4, 5), (6, 0, 1, 2, 3), (4, 5), (5, 6), (6, 0)),
    )
)

Weekday = Annotated[int, Field(ge=0, le=6)]


class DayOfWeekInMonth(Form):
    """The second Friday, say: `n` is 2 and `day` is 4."""

    n: Annotated[int, Field(ge=1, le=5)]
    day: Weekday


class RecurrenceRule(Form):
    """How often an event comes again."""

    start: datetime
    frequency: Literal[0, 1, 2, 3]
    interval: int = 1
    by_weekday: list[Weekday] | None = None
    by_n_weekday: list[DayOfWeekInMonth] | None = None
    by_month: list[Annotated[int, Field(ge=1, le=12)]] | None = None
    by_month_day: list[Annotated[int, Field(ge=1, le=31)]] | None = None
    end: None = None
    by_year_day: None = None
    count: None = None

    @model_validator(mode="after")
    def _within_the_limits(self) -> RecurrenceRule:
        if self.interval != 1 and (self.frequency, self.interval) != (WEEKLY, 2):
            raise ValueError("interval must be 1, or 2 for a weekly event")
        if self._given() != NEEDED[self.frequency]:
            names = " and ".join(sorted(NEEDED[self.frequency]))
            raise ValueError(f"this frequency takes {names}, and nothing else")
        if self.frequency == DAILY:
            if frozenset(self.by_weekday or ()) not in DAILY_SETS:
                raise ValueError("by_weekday is not one of the known sets of a daily event")
        elif any(len(getattr(self, name)) != 1 for name in self._given()):
            raise ValueError("only one day can be given")
        return self

    def _given(self) -> frozenset[str]:
        return frozenset(name for name in BY_FIELDS if getattr(self, name) is not None)

    def payload(self) -> dict[str, Any]:
        """The rule as Discord answers it."""
        return {
            **self.model_dump(mode="json"),
            "start": timestamp(self.start),
        }


BY_FIELDS = ("by_weekday", "by_n_weekday", "by_month", "by_month_day")
NEEDED = {
    YEARLY: frozenset({"by_month", "by_month_day"}),
    MONTHLY: frozenset({"by_n_weekday"}),
    WEEKLY: frozenset({"by_weekday"}),
    DAILY: frozenset({"by_weekday"}),
}
