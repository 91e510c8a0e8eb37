"""What we write as a calendar, another library reads: times, series, changes, and what is left out."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from bot.sandbox.world.recurrence import next_start
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.calendars import written
from cogs.schedule.repeats import Repeat, rule_for

#: A Friday.
START = datetime(2026, 12, 4, 19, tzinfo=UTC)
HOSTILE = "Owls; moons, and\r\nBEGIN:VEVENT\\n" + "ü" * 70
EVENING = Evening(
    id=1,
    guild_id=10,
    club_id=2,
    event_id=77,
    channel_id=3,
    host_id=4,
    topic=HOSTILE,
    description="Bring tea",
    starts_at=START,
    ends_at=START + timedelta(minutes=90),
    rule=None,
    status=EveningStatus.PLANNED,
    revision=3,
    changed_at=START - timedelta(days=30),
)


def read(evening: Evening, *left_out: datetime) -> Any:
    """The one event of a calendar, as the other library reads it."""
    file = written("Night owls", [evening], {evening.id: left_out})
    assert max(map(len, file.split(b"\r\n"))) <= 75
    (event,) = vobject.readOne(file.decode()).vevent_list
    return event


def times(event: Any, count: int) -> list[datetime]:
    """The first times of a series."""
    return [moment for moment, _ in zip(event.getrruleset(addRDate=True), range(count), strict=False)]


def test_an_evening_is_read_as_it_was_planned() -> None:
    event = read(EVENING)

    assert (event.dtstart.value, event.dtend.value) == (START, START + timedelta(minutes=90))
    assert event.summary.value == HOSTILE.replace("\r\n", "\n")
    assert (event.uid.value, event.sequence.value) == ("77@rostra", "3")
    assert event.status.value == "CONFIRMED"
    assert event.url.value == "https://discord.com/events/10/77"


@pytest.mark.parametrize("repeat", [one for one in Repeat if one not in {Repeat.ONCE, Repeat.WEEKENDS}])
def test_a_series_takes_place_when_discord_says(repeat: Repeat) -> None:
    rule = rule_for(repeat, START, ZoneInfo("UTC"))
    assert rule is not None
    expected = [START]
    for _ in range(7):
        following = next_start({"interval": 1, **rule}, START, after=expected[-1])
        assert following is not None
        expected.append(following)

    later = dataclasses.replace(EVENING, rule=rule, starts_at=expected[2], ends_at=None)

    assert times(read(later), 8) == expected


def test_a_time_that_was_left_out_does_not_take_place() -> None:
    weekly = dataclasses.replace(EVENING, rule=rule_for(Repeat.WEEKLY, START, ZoneInfo("UTC")))
    week = timedelta(weeks=1)

    event = read(weekly, START + week)

    assert times(event, 3) == [START, START + 2 * week, START + 3 * week]


def test_what_is_cancelled_is_marked_and_of_a_series_what_took_place_stays() -> None:
    rule, week = rule_for(Repeat.WEEKLY, START, ZoneInfo("UTC")), timedelta(weeks=1)
    once = dataclasses.replace(EVENING, status=EveningStatus.CANCELLED)
    series = dataclasses.replace(once, rule=rule, starts_at=START + 2 * week, ends_at=None)
    ended = dataclasses.replace(series, changed_at=START + week + timedelta(days=1))

    assert read(once).status.value == "CANCELLED"
    assert read(series).status.value == "CANCELLED"
    assert read(ended).status.value == "CONFIRMED"
    assert times(read(ended), 9) == [START, START + week]
