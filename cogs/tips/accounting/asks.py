"""What somebody wants to see of their money: a period, a club, a room, a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self

from cogs.tips.accounting.refusals import NotAPeriod

ALL = "all"
FIRST_YEAR, LAST_YEAR = 2015, 2200
OFFERED_MONTHS = 14
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a year, or all time; in UTC, as the days of the ledger are."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def read(cls, typed: str) -> Self:
        """Read "2026-03", "2026" or "all".

        Raises:
            NotAPeriod: it is none of these.
        """
        typed = typed.strip().lower()
        if typed == ALL:
            return cls()
        if (match := _PERIOD.fullmatch(typed)) is None:
            raise NotAPeriod
        year, month = int(match["year"]), int(match["month"]) if match["month"] else None
        if not FIRST_YEAR <= year <= LAST_YEAR or month not in {None, *range(1, 13)}:
            raise NotAPeriod
        return cls(year, month)

    def __str__(self) -> str:
        if self.year is None:
            return ALL
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date | None:
        """Its first day; None if it has none."""
        return None if self.year is None else date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date | None:
        """Its last day; None if it has none."""
        if self.year is None:
            return None
        month = self.month or 12
        after = date(self.year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=1)


def offered(now: datetime) -> Sequence[Period]:
    """The periods that are suggested: this month and those before, this year and the last, and all."""
    months, year, month = [], now.year, now.month
    for _ in range(OFFERED_MONTHS):
        months.append(Period(year, month))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return [*months[:2], Period(now.year), Period(now.year - 1), Period(), *months[2:]]


@dataclass(frozen=True, slots=True)
class Ask:
    """Whose money, when, and of that only what was given in a club or a room, or moved with a person."""

    guild_id: int
    user_id: int
    period: Period = Period()
    club_id: int | None = None
    room_id: int | None = None
    other_id: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about everything in the period, so that balances say something."""
        return self.club_id is None and self.room_id is None and self.other_id is None

    @property
    def since(self) -> datetime | None:
        """The moment at which it begins."""
        return _midnight(self.period.first)

    @property
    def until(self) -> datetime | None:
        """The moment at which it is over."""
        last = self.period.last
        return None if last is None else _midnight(last + timedelta(days=1))


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
