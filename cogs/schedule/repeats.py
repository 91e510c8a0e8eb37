"""How an evening comes again: Discord's subset of iCalendar's rules, and no more.

Discord counts days in UTC: that is why it knows the working days also as Tuesday to Saturday and as Sunday
to Thursday, which is what they are there for somebody far from Greenwich. So people choose by their own
clock, and the rule is written by Discord's. It keeps the hour in UTC; where clocks change, it moves by one.

Source: Discord documentation, "Guild Scheduled Event", Recurrence Rule, System limitations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from cogs.schedule.refusals import DoesNotRecurThen

DAYS_IN_WEEK = 7
_DAY = timedelta(days=1)
# Discord's numbers for how often.
EVERY_YEAR, EVERY_MONTH, EVERY_WEEK, EVERY_DAY = 0, 1, 2, 3
_FREQUENCIES = {EVERY_YEAR: YEARLY, EVERY_MONTH: MONTHLY, EVERY_WEEK: WEEKLY, EVERY_DAY: DAILY}


class Repeat(StrEnum):
    """How often, as people choose it."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"  # on the same day of the same week, such as the second Friday
    YEARLY = "yearly"
    WEEKDAYS = "weekdays"  # Monday to Friday
    WEEKENDS = "weekends"  # Saturday and Sunday


# The smaller one first.
_SETS = {Repeat.WEEKENDS: (5, 6), Repeat.WEEKDAYS: (0, 1, 2, 3, 4)}


def rule_for(repeat: Repeat, starts_at: datetime, zone: ZoneInfo) -> dict[str, Any] | None:
    """The rule that Discord is sent for an evening that begins then; None if it comes once.

    Raises:
        DoesNotRecurThen: the first time is on none of the days.
    """
    utc, local = starts_at.astimezone(UTC), starts_at.astimezone(zone)
    rule: dict[str, Any] = {"start": utc.isoformat(), "interval": 1}
    match repeat:
        case Repeat.ONCE:
            return None
        case Repeat.WEEKLY | Repeat.FORTNIGHTLY:
            every = 2 if repeat is Repeat.FORTNIGHTLY else 1
            return rule | {"frequency": EVERY_WEEK, "interval": every, "by_weekday": [utc.weekday()]}
        case Repeat.MONTHLY:
            nth = {"n": (utc.day - 1) // DAYS_IN_WEEK + 1, "day": utc.weekday()}
            return rule | {"frequency": EVERY_MONTH, "by_n_weekday": [nth]}
        case Repeat.YEARLY:
            return rule | {"frequency": EVERY_YEAR, "by_month": [utc.month], "by_month_day": [utc.day]}
        case Repeat.WEEKDAYS | Repeat.WEEKENDS:
            if local.weekday() not in _SETS[repeat]:
                raise DoesNotRecurThen(repeat=repeat)
            later = (utc.date() - local.date()).days
            days = sorted((day + later) % DAYS_IN_WEEK for day in _SETS[repeat])
            return rule | {"frequency": EVERY_DAY, "by_weekday": days}


def repeat_of(rule: Mapping[str, Any] | None) -> Repeat:
    """What people call a rule of Discord's."""
    if rule is None:
        return Repeat.ONCE
    match rule["frequency"], rule.get("interval", 1):
        case (0, _):
            return Repeat.YEARLY
        case (1, _):
            return Repeat.MONTHLY
        case (2, 2):
            return Repeat.FORTNIGHTLY
        case (2, _):
            return Repeat.WEEKLY
        case _:
            return (
                Repeat.WEEKENDS
                if len(rule.get("by_weekday") or ()) == len(_SETS[Repeat.WEEKENDS])
                else Repeat.WEEKDAYS
            )


def moved(rule: Mapping[str, Any], starts_at: datetime, zone: ZoneInfo) -> dict[str, Any] | None:
    """The same kind of rule for another beginning.

    Raises:
        DoesNotRecurThen: the new beginning is on none of the days.
    """
    return rule_for(repeat_of(rule), starts_at, zone)


def next_time(rule: Mapping[str, Any], after: datetime) -> datetime | None:
    """The first time after a moment; None if there is none."""
    found: datetime | None = series(rule).after(after.astimezone(UTC))
    return found


def begins_with(rule: Mapping[str, Any], starts_at: datetime) -> datetime:
    """Where a series begins of which one time is known: at its own start, if that time is part of it."""
    first = series(rule).after(starts_at.astimezone(UTC), inc=True)
    return datetime.fromisoformat(rule["start"]).astimezone(UTC) if first == starts_at else starts_at


def series(rule: Mapping[str, Any]) -> Any:
    """All times of a rule, as python-dateutil counts them: Discord says that its own rules are like these."""
    return rrule(dtstart=datetime.fromisoformat(rule["start"]).astimezone(UTC), **_parts(rule))


def _parts(rule: Mapping[str, Any]) -> dict[str, Any]:
    days = [weekday(day) for day in rule.get("by_weekday") or ()]
    days += [weekday(one["day"], one["n"]) for one in rule.get("by_n_weekday") or ()]
    return {
        "freq": _FREQUENCIES[rule["frequency"]],
        "interval": rule.get("interval") or 1,
        "byweekday": days or None,
        "bymonth": list(rule.get("by_month") or ()) or None,
        "bymonthday": list(rule.get("by_month_day") or ()) or None,
        "wkst": 0,
    }
