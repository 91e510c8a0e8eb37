"""A club's evenings as an iCalendar file (RFC 5545), for the calendars that people keep elsewhere.

An evening has one UID for ever, Discord's id of its event, and a SEQUENCE that grows with every change, so
that a calendar which has it already changes it. A series is one event with an RRULE that begins where
Discord's rule does; times that were left out are EXDATEs. What is cancelled stays, as cancelled, for as long
as it is kept: a calendar that asks seldom would otherwise show it for ever. Times are in UTC, as Discord
counts them, and so no time zones have to be described.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, vRecur

from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.repeats import EVERY_DAY, EVERY_MONTH, EVERY_WEEK, EVERY_YEAR, begins_with

#: How often a calendar that follows an address should look again (RFC 7986, section 5.7).
LOOK_AGAIN = timedelta(hours=1)
_PRODUCT = "-//Rostra//Schedule//EN"
_FREQUENCIES = {EVERY_YEAR: "YEARLY", EVERY_MONTH: "MONTHLY", EVERY_WEEK: "WEEKLY", EVERY_DAY: "DAILY"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_GONE = (EveningStatus.OVER, EveningStatus.CANCELLED)


def written(name: str, evenings: Sequence[Evening], left_out: Mapping[int, Sequence[datetime]]) -> bytes:
    """The calendar of a club; `left_out` are times of a series that do not take place, by evening."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for evening in evenings:
        calendar.add_component(_event(evening, left_out.get(evening.id, ())))
    file: bytes = calendar.to_ical()
    return file


def _event(evening: Evening, left_out: Sequence[datetime]) -> Event:
    starts_at = evening.starts_at
    if evening.rule is not None:
        starts_at = begins_with(evening.rule, evening.starts_at)
    event = Event()
    event.add("uid", f"{evening.event_id}@rostra")
    event.add("sequence", evening.revision)
    event.add("dtstamp", evening.changed_at)
    event.add("last-modified", evening.changed_at)
    event.add("summary", evening.topic)
    event.add("dtstart", starts_at)
    if evening.ends_at is not None:
        event.add("dtend", starts_at + (evening.ends_at - evening.starts_at))
    if evening.description:
        event.add("description", evening.description)
    event.add("url", f"https://discord.com/events/{evening.guild_id}/{evening.event_id}")
    _add_series(event, evening, starts_at, left_out)
    return event


def _add_series(event: Event, evening: Evening, starts_at: datetime, left_out: Sequence[datetime]) -> None:
    """Add how it comes again; of a series that has ended what took place stays as it was."""
    ended = evening.status in _GONE
    took_place = evening.rule is not None and starts_at < evening.changed_at
    cancelled = evening.status is EveningStatus.CANCELLED and not took_place
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if evening.rule is None:
        return
    recurrence = _recurrence(evening.rule)
    if ended and took_place:
        recurrence["UNTIL"] = evening.changed_at
    event.add("rrule", vRecur(recurrence))
    if left_out:
        event.add("exdate", sorted(left_out))


def _recurrence(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Discord's rule in the words of RFC 5545."""
    days = [_DAYS[day] for day in rule.get("by_weekday") or ()]
    days += [f"{one['n']}{_DAYS[one['day']]}" for one in rule.get("by_n_weekday") or ()]
    parts = {
        "FREQ": _FREQUENCIES[rule["frequency"]],
        "INTERVAL": rule.get("interval") or 1,
        "BYDAY": days,
        "BYMONTH": list(rule.get("by_month") or ()),
        "BYMONTHDAY": list(rule.get("by_month_day") or ()),
    }
    return {name: value for name, value in parts.items() if value}
