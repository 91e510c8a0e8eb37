"""How an evening comes again, by Discord's rules, and when: python-dateutil and the sandbox agree."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.rest.recurrence import RecurrenceRule
from bot.sandbox.world.recurrence import next_start
from cogs.schedule.refusals import DoesNotRecurThen
from cogs.schedule.repeats import Repeat, begins_with, moved, next_time, repeat_of, rule_for

#: It is Saturday in Greenwich already.
NEW_YORK = ZoneInfo("America/New_York")
FRIDAY_LATE = datetime(2026, 12, 4, 23, 30, tzinfo=NEW_YORK)
RECURRING = [repeat for repeat in Repeat if repeat not in {Repeat.ONCE, Repeat.WEEKENDS}]


@pytest.mark.parametrize("repeat", RECURRING)
def test_discord_takes_every_rule_that_we_write_and_counts_as_we_do(repeat: Repeat) -> None:
    rule = rule_for(repeat, FRIDAY_LATE, NEW_YORK)
    assert rule is not None
    assert repeat_of(RecurrenceRule.model_validate(rule).payload()) is repeat

    moment = start = FRIDAY_LATE.astimezone(UTC)
    for _ in range(8):
        expected = next_start({**RecurrenceRule.model_validate(rule).payload()}, start, after=moment)
        following = next_time(rule, moment)
        assert following is not None
        assert following == expected
        moment = following


def test_working_days_of_ours_may_be_other_days_in_greenwich() -> None:
    rule = rule_for(Repeat.WEEKDAYS, FRIDAY_LATE, NEW_YORK)

    assert rule is not None
    assert rule["by_weekday"] == [1, 2, 3, 4, 5]


def test_the_first_time_has_to_be_one_of_the_days() -> None:
    with pytest.raises(DoesNotRecurThen):
        rule_for(Repeat.WEEKENDS, FRIDAY_LATE, NEW_YORK)


def test_a_series_begins_where_its_rule_does_unless_its_next_time_is_none_of_it() -> None:
    rule = rule_for(Repeat.WEEKLY, FRIDAY_LATE, NEW_YORK)
    assert rule is not None
    following = next_time(rule, FRIDAY_LATE)
    assert following is not None

    assert begins_with(rule, following) == FRIDAY_LATE
    later = following.replace(hour=9)
    assert begins_with(rule, later) == later
    again = moved(rule, later, NEW_YORK)
    assert again is not None
    assert begins_with(again, later) == later
