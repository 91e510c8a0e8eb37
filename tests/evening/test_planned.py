"""An evening is planned, and the bot is killed while it reminds people: each of them reads it once."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.people.seen import SeenMessage
from bot.testing import eventually
from tests.evening.forked import Nursery
from tests.evening.night import Night, night


@pytest.fixture
async def planned(tmp_path: Path, nursery: Nursery, empty_database: Path) -> AsyncIterator[Night]:
    """Give an evening for which a club has planned something in two hours."""
    shutil.copy(empty_database, tmp_path / "evening.db")
    async with night(tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}", nursery) as begun:
        await begun.found()
        await begun.plan()
        yield begun


def reminders(evening: Night) -> list[SeenMessage]:
    """What stands in the chat of the stage about the evening."""
    return [one for one in evening.host.messages(evening.stage_id) if "begins" in one.text]


async def time_comes(evening: Night) -> None:
    """Move the time to ten minutes before the evening."""
    evening.sandbox.world.clock.advance(timedelta(hours=1, minutes=50).total_seconds())


async def back(evening: Night) -> None:
    """Start the bot again."""
    await evening.forgotten()
    await evening.start()


async def test_those_interested_are_reminded_once_whenever_the_bot_is_killed(planned: Night) -> None:
    (event_id,) = planned.sandbox.guild.scheduled_events
    ada, ben, cleo = [planned.sandbox.person(name) for name in ("Ada", "Ben", "Cleo")]
    for person in (ada, ben, cleo):
        person.set_interest(event_id)
    for person in (ben, cleo):
        assert "direct message" in (await person.slash("schedule remind", by="dm")).text

    await planned.killed_at("/scheduled-events/*/users", "GET", time_comes(planned))  # nothing is owed yet
    await planned.killed_at("/messages", "POST", back(planned))  # nobody is told yet
    await back(planned)
    await eventually(lambda: ben.direct_messages or cleo.direct_messages)
    await planned.kill()  # Discord has taken that one, and whether that is noted is left to chance
    await back(planned)
    await planned.until_nothing_is_owed()

    read = (ben.direct_messages, cleo.direct_messages, reminders(planned))
    assert [len(each) for each in read] == [1, 1, 1]
    assert ada.mention in reminders(planned)[0].text
