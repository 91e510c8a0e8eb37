"""What hosts type: numbers of people, and times as "2" minutes or "2:30"."""

from __future__ import annotations

import re
from datetime import timedelta

from cogs.hands.refusals import NoNumber, NoSpan, NoTime
from cogs.hands.settings import LONGEST_TURN_SECONDS, MOST_PLACES

LONGEST_SPAN = timedelta(days=366)
_TIME = re.compile(r"(?P<minutes>\d{1,4})(?::(?P<seconds>[0-5]\d))?")


def places(typed: str) -> int:
    """How many people; nothing is 0.

    Raises:
        NoNumber: it is no number, or of more than may be chosen.
    """
    text = typed.strip() or "0"
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > MOST_PLACES:
        raise NoNumber(typed=typed[:20], most=MOST_PLACES)
    return int(text)


def seconds(typed: str) -> int:
    """How many seconds; nothing is 0.

    Raises:
        NoTime: it is no time, or a longer one than may be chosen.
    """
    found = _TIME.fullmatch(typed.strip() or "0")
    total = int(found["minutes"]) * 60 + int(found["seconds"] or 0) if found else LONGEST_TURN_SECONDS + 1
    if total > LONGEST_TURN_SECONDS:
        raise NoTime(typed=typed[:20], most=LONGEST_TURN_SECONDS // 60)
    return total


def span(typed: str) -> timedelta | None:
    """How long somebody is kept out, as "30m", "12h" or "7d"; nothing is until somebody lets them in.

    Raises:
        NoSpan: it is none, or longer than a year.
    """
    text = typed.strip().casefold()
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,6})\s*([mhdj])", text)
    # The French write "7j".
    units = {"m": "minutes", "h": "hours", "d": "days", "j": "days"}
    length = timedelta(**{units[found[2]]: int(found[1])}) if found else timedelta(0)
    if not timedelta(0) < length <= LONGEST_SPAN:
        raise NoSpan(typed=typed[:20])
    return length


def as_time(total_seconds: int) -> str:
    """A time as it is typed."""
    minutes, rest = divmod(total_seconds, 60)
    return f"{minutes}:{rest:02d}"
