"""When a recurring event comes again.

Source: Discord documentation, "Guild Scheduled Event", Recurrence Rule: a small part of iCalendar's
rules, so days can simply be gone through. `rest/recurrence` lets no other rule in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

YEARLY, MONTHLY, WEEKLY, DAILY = 0, 1, 2, 3
DAY = timedelta(days=1)
DAYS_IN_WEEK = 7
# The longest wait is for a 29th of February over a year of a century that has none.
MOST_DAYS = 8 * 366 + 1


def next_start(rule: Mapping[str, Any], start: datetime, after: datetime) -> datetime | None:
    """The first time after a moment at which an event with this rule and start begins; None if never."""
    candidate = start + max(0, (after - start).days) * DAY
    for _ in range(MOST_DAYS):
        if candidate > after and _fits(rule, start, candidate):
            return candidate
        candidate += DAY
    return None


def _fits(rule: Mapping[str, Any], start: datetime, day: datetime) -> bool:
    if rule["frequency"] == YEARLY:
        return day.month in rule["by_month"] and day.day in rule["by_month_day"]
    if rule["frequency"] == MONTHLY:
        nth = (day.day - 1) // DAYS_IN_WEEK + 1
        return {"n": nth, "day": day.weekday()} in rule["by_n_weekday"]
    if (
        rule["frequency"] == WEEKLY
        and (_monday(day) - _monday(start)).days // DAYS_IN_WEEK % rule["interval"]
    ):
        return False
    return day.weekday() in rule["by_weekday"]


def _monday(day: datetime) -> datetime:
    return day - day.weekday() * DAY
