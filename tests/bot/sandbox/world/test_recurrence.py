"""When a recurring event comes again. Discord documentation, "Guild Scheduled Event", Recurrence Rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.world.recurrence import DAILY, MONTHLY, WEEKLY, YEARLY, next_start

# A Friday.
START = datetime(2026, 11, 20, 20, tzinfo=UTC)
EVERY_WEEKDAY = {"frequency": DAILY, "interval": 1, "by_weekday": [0, 1, 2, 3, 4]}
EVERY_FRIDAY = {"frequency": WEEKLY, "interval": 1, "by_weekday": [4]}
EVERY_OTHER_FRIDAY = {"frequency": WEEKLY, "interval": 2, "by_weekday": [4]}
THIRD_FRIDAY = {"frequency": MONTHLY, "interval": 1, "by_n_weekday": [{"n": 3, "day": 4}]}
FIFTH_FRIDAY = {"frequency": MONTHLY, "interval": 1, "by_n_weekday": [{"n": 5, "day": 4}]}
LEAP_DAY = {"frequency": YEARLY, "interval": 1, "by_month": [2], "by_month_day": [29]}
NEVER = {"frequency": YEARLY, "interval": 1, "by_month": [2], "by_month_day": [30]}


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (EVERY_WEEKDAY, (2026, 11, 23)),
        (EVERY_FRIDAY, (2026, 11, 27)),
        (EVERY_OTHER_FRIDAY, (2026, 12, 4)),
        (THIRD_FRIDAY, (2026, 12, 18)),
        (FIFTH_FRIDAY, (2027, 1, 29)),
        (LEAP_DAY, (2028, 2, 29)),
    ],
)
def test_the_next_time_keeps_the_hour(rule: dict[str, Any], day: tuple[int, int, int]) -> None:
    assert next_start(rule, START, after=START) == datetime(*day, 20, tzinfo=UTC)


def test_times_that_are_over_are_passed_over() -> None:
    late = START + timedelta(weeks=5, hours=1)

    assert next_start(EVERY_FRIDAY, START, after=late) == START + timedelta(weeks=6)
    assert next_start(EVERY_OTHER_FRIDAY, START, after=late) == START + timedelta(weeks=6)


def test_a_day_that_no_year_has_never_comes() -> None:
    assert next_start(NEVER, START, after=START) is None
