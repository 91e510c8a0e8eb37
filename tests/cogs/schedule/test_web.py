"""Calendars are attached to answers and served at addresses that nobody can guess."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import vobject

from bot.clock import OffsetClock
from bot.config import load_config
from bot.sandbox.server import Sandbox
from bot.testing import running
from tests.cogs.house import CLUB, House
from tests.cogs.schedule.stage import TOPIC, Programme


@pytest.fixture
async def served(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Programme]:
    """Give a community with a club whose bot serves pages."""
    config = load_config(
        None,
        database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"},
        cogs={"enabled": ["admin", "clubs", "rooms", "schedule"]},
        web={"port": 0},
    )
    clock = OffsetClock()
    async with AsyncExitStack() as stack:
        house = House(sandbox, await stack.enter_async_context(running(sandbox, config, clock=clock)))
        yield Programme(house, config, clock, stack, await house.club())


async def test_a_calendar_is_followed_at_its_address_until_that_is_exchanged(served: Programme) -> None:
    planned, ada = await served.plan(repeat="weekly"), served.house.person("Ada")

    async def address(new: bool = False) -> str:
        seen = await (served.hana if new else ada).slash("schedule calendar", club=CLUB, new_address=new)
        found = re.search(r"http://\S+/schedule/[\w-]{22}\.ics", seen.text)
        assert found is not None
        return found[0]

    url = await address()
    assert await address() == url
    assert "Only the owner" in (await ada.slash("schedule calendar", club=CLUB, new_address=True)).text
    async with aiohttp.ClientSession() as http:
        async with http.get(url) as answer:
            assert (answer.status, answer.content_type) == (200, "text/calendar")
            (event,) = vobject.readOne(await answer.text()).vevent_list
            etag = answer.headers["ETag"]
        assert (event.summary.value, event.dtstart.value) == (TOPIC, planned.starts_at)
        async with http.get(url, headers={"If-None-Match": etag}) as answer:
            assert answer.status == 304

        await served.hana.slash("schedule skip", evening=TOPIC)
        async with http.get(url, headers={"If-None-Match": etag}) as answer:
            (event,) = vobject.readOne(await answer.text()).vevent_list
        assert event.uid.value == f"{planned.event_id}@rostra"
        assert event.sequence.value == "1"
        assert next(iter(event.getrruleset(addRDate=True))) == planned.starts_at + timedelta(weeks=1)

        other = await address(new=True)
        for gone in (url, url[:-8] + "AAAA.ics"):
            async with http.get(gone) as answer:
                assert answer.status == 404
        await served.steward.slash("cogs off", cog="schedule")
        async with http.get(other) as answer:
            assert answer.status == 404


async def test_without_pages_there_is_the_file_alone(programme: Programme) -> None:
    await programme.plan()

    seen = await programme.house.person("Ada").slash("schedule calendar", club=CLUB)

    assert "http" not in seen.text
    assert programme.read(seen.messages[-1]).summary.value == TOPIC
