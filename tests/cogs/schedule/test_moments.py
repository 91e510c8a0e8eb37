"""Times as people type them, by the community's clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import UserError
from cogs.schedule.moments import read_moment, shown, typed
from cogs.schedule.refusals import InThePast, NoSuchMoment, NotOnTheClock, TooFarAhead

PARIS = ZoneInfo("Europe/Paris")
#: A Thursday, one o'clock in Paris.
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
WORDS = [("tomorrow", 1), ("demain", 1), ("today", 0)]


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-04 20:00", (2026, 12, 4, 19, 0)),
        ("2026-12-04T20:00", (2026, 12, 4, 19, 0)),
        ("2027-7-4, 20h", (2027, 7, 4, 18, 0)),
        ("20:00", (2026, 11, 26, 19, 0)),
        ("9:00", (2026, 11, 27, 8, 0)),
        ("friday 20:00", (2026, 11, 27, 19, 0)),
        ("Vendredi  20h30", (2026, 11, 27, 19, 30)),
        ("ven. 20h", (2026, 11, 27, 19, 0)),
        ("tomorrow 8 pm", (2026, 11, 27, 19, 0)),
        ("demain 12 am", (2026, 11, 26, 23, 0)),
        ("thu 12:30", (2026, 12, 3, 11, 30)),
    ],
)
def test_a_time_is_read(text: str, moment: tuple[int, int, int, int, int]) -> None:
    assert read_moment(text, PARIS, NOW, WORDS) == at(*moment)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NoSuchMoment),
        ("soon", NoSuchMoment),
        ("20", NoSuchMoment),
        ("4/12 20:00", NoSuchMoment),
        ("2026-02-30 10:00", NoSuchMoment),
        ("25:00", NoSuchMoment),
        ("13 pm", NoSuchMoment),
        ("99999-01-01 20:00", NoSuchMoment),
        ("9999-12-31 23:59", TooFarAhead),
        ("2032-01-01 20:00", TooFarAhead),
        ("today 12:00", InThePast),
        ("2027-03-28 02:30", NotOnTheClock),
    ],
)
def test_what_cannot_be_read_or_planned_is_refused(text: str, refusal: type[UserError]) -> None:
    with pytest.raises(refusal):
        read_moment(text, PARIS, NOW, WORDS)


def test_the_earlier_of_two_equal_times_is_meant_where_clocks_go_back() -> None:
    assert read_moment("2027-10-31 02:30", PARIS, NOW) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_moment_is_shown_in_words_and_typed_again() -> None:
    moment = datetime(2026, 12, 4, 19, tzinfo=UTC)

    assert shown(moment, PARIS, "fr") == "vendredi 4 décembre 2026, 20:00"
    assert shown(moment, PARIS, "en-US") == "Friday 4 December 2026, 20:00"
    assert read_moment(typed(moment, PARIS), PARIS, NOW) == moment
