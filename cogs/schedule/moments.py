"""Times as people type them, by the community's clock.

`2026-12-04 20:00`, `fri 20:00`, `demain 20h30`, `8 pm`: a day in one of a few forms, or none for the next
time it is that late, and an hour. What could be read in two ways, such as 4/12, is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, get_day_names

from cogs.schedule.refusals import InThePast, NoSuchMoment, NotOnTheClock, TooFarAhead

#: Discord takes nothing further ahead.
MOST_AHEAD = timedelta(days=5 * 365)
#: The languages in which days of the week are known.
LANGUAGES = ("en", "fr")
NOON = 12
_DAY = timedelta(days=1)
_TEXT = re.compile(
    r"(?:(?P<day>.+?)[ ,t]\s*)?"
    r"(?P<hour>\d{1,2})(?:\s*[:h.]\s*(?P<minute>\d{2}))?\s*(?P<half>[ap]m|h)?"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_moment(
    typed: str, zone: ZoneInfo, now: datetime, relative: Iterable[tuple[str, int]] = ()
) -> datetime:
    """The moment that somebody typed, in UTC; `relative` are words for a day, and how many from today.

    Raises:
        NoSuchMoment: it cannot be read.
        NotOnTheClock: the clocks go forward over it.
        InThePast: it is over.
        TooFarAhead: it is more than five years ahead.
    """
    local = now.astimezone(zone)
    found = _TEXT.fullmatch(" ".join(typed.casefold().split()))
    clock = None if found is None else _clock(found)
    if found is None or clock is None:
        raise NoSuchMoment
    day = _day(found["day"], local.date(), dict(relative))
    moment = _at(day or local.date(), clock, zone)
    if day is None and moment <= now:
        moment = _at(local.date() + _DAY, clock, zone)
    elif found["day"] is not None and moment <= now and _weekday(found["day"]) is not None:
        moment = _at(moment.astimezone(zone).date() + 7 * _DAY, clock, zone)
    return require_ahead(moment, now)


def require_ahead(moment: datetime, now: datetime) -> datetime:
    """Prove that an evening can be planned for then.

    Raises:
        InThePast: it is over.
        TooFarAhead: it is more than five years ahead.
    """
    if moment <= now:
        raise InThePast(moment=moment)
    if moment - now > MOST_AHEAD:
        raise TooFarAhead(moment=moment)
    return moment


def shown(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """A moment in words, by the community's clock, for a place where Discord draws no timestamp."""
    known = Locale.parse(locale.replace("-", "_").partition("_")[0] if locale else "en")
    return format_datetime(moment.astimezone(zone), "EEEE d MMMM y, HH:mm", locale=known)


def typed(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as `read_moment` reads it, for whoever edits it."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half is None and found["minute"] is None:
        return None  # a bare number is no time of day
    if half in {"am", "pm"}:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _day(text: str | None, today: date, relative: dict[str, int]) -> date | None:
    if text is None:
        return None
    if (ahead := relative.get(text)) is not None:
        return today + ahead * _DAY
    if (weekday := _weekday(text)) is not None:
        return today + (weekday - today.weekday()) % 7 * _DAY
    if (found := _ISO.fullmatch(text)) is None:
        raise NoSuchMoment
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise NoSuchMoment from error


@cache
def _weekdays() -> dict[str, int]:
    names = [
        (name, day)
        for language in LANGUAGES
        for given in (get_day_names("wide", locale=language), get_day_names("abbreviated", locale=language))
        for day, name in given.items()
    ]
    return {name.casefold().rstrip("."): day for name, day in names}


def _weekday(text: str) -> int | None:
    return _weekdays().get(text.rstrip("."))


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    try:
        local = datetime.combine(day, clock, tzinfo=zone)
        moment = local.astimezone(UTC)
    except OverflowError as error:
        raise NoSuchMoment from error
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NotOnTheClock(time=f"{local:%H:%M}", day=f"{local:%Y-%m-%d}")
    return moment
