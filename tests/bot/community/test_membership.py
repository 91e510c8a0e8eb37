from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import MovableClock
from bot.community.membership import BotCame, BotWent, Communities, CommunityErased
from bot.community.records import RecordBook
from bot.community.settings import CommunitySettings
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from bot.testing import eventually
from bot.timers import Timers

HERE, THERE, ANNA = 10, 20, 1
DAY = 86_400


class Diary:
    """Records that only note what is asked of them."""

    def __init__(self) -> None:
        self.erased: list[int] = []

    async def about(self, _session: AsyncSession, _guild_id: int, _user_id: int) -> Mapping[str, Any]:
        return {}

    async def forget(self, _session: AsyncSession, _guild_id: int, _user_id: int) -> None:
        """Keep everything."""

    async def erase(self, _session: AsyncSession, guild_id: int) -> None:
        self.erased.append(guild_id)


class Town:
    """Where the bot is, and what was told of it."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self.heard: list[object] = []
        self.diary = Diary()
        events = Events()
        for kind in (BotCame, BotWent, CommunityErased):
            events.subscribe(kind, self._hear)
        self.timers = Timers(database, clock, poll_seconds=0.1)
        self.settings = SettingStore(database, events, clock.now)
        self.settings.declare("community", "bot", CommunitySettings)
        records = RecordBook(database)
        records.add("diary", self.diary)
        self.communities = Communities(
            database, events, self.timers, settings=self.settings, records=records, now=clock.now
        )

    async def _hear(self, event: object) -> None:
        self.heard.append(event)

    async def expect(self, *events: object) -> None:
        await eventually(lambda: len(self.heard) >= len(events))
        assert self.heard == list(events)
        self.heard.clear()


@pytest.fixture
async def town(database: Database, clock: MovableClock) -> AsyncIterator[Town]:
    town = Town(database, clock)
    town.timers.start()
    yield town
    await town.timers.close()


async def test_a_community_is_told_of_once(town: Town) -> None:
    await town.communities.came(HERE)
    await town.communities.came(HERE)
    await town.communities.came(THERE)

    await town.expect(BotCame(HERE, again=False), BotCame(THERE, again=False))


async def test_who_was_there_before_this_was_noted_is_not_told_of(town: Town) -> None:
    await town.communities.came(HERE, lately=False)
    await town.communities.came(THERE)

    await town.expect(BotCame(THERE, again=False))


async def test_what_a_community_built_waits_for_its_days_and_is_erased_then(
    town: Town, clock: MovableClock
) -> None:
    await town.communities.came(HERE)
    await town.settings.change(Place(HERE, "community"), {"retention_days": 3}, ANNA)
    await town.expect(BotCame(HERE, again=False))

    await town.communities.went(HERE)
    await town.expect(BotWent(HERE))
    clock.advance(2.9 * DAY)
    assert town.diary.erased == []
    clock.advance(0.2 * DAY)

    await town.expect(CommunityErased(HERE))
    assert town.diary.erased == [HERE]


async def test_who_comes_back_in_time_goes_on(town: Town, clock: MovableClock) -> None:
    await town.communities.came(HERE)
    await town.expect(BotCame(HERE, again=False))
    await town.communities.went(HERE)
    await town.expect(BotWent(HERE))

    await town.communities.came(HERE)
    await town.expect(BotCame(HERE, again=True))
    clock.advance(40 * DAY)
    await town.communities.came(THERE)

    await town.expect(BotCame(THERE, again=False))
    assert town.diary.erased == []


async def test_what_happened_while_the_bot_was_away_is_noted_for_its_own_shards(town: Town) -> None:
    for guild_id in (HERE, THERE, 30):
        await town.communities.came(guild_id, lately=False)

    await town.communities.found({THERE}, lambda guild_id: guild_id != 30)

    await town.expect(BotWent(HERE))


async def test_a_start_can_tell_at_once_where_nothing_has_to_be_noted(town: Town) -> None:
    for guild_id in (HERE, THERE):
        await town.communities.came(guild_id, lately=False)
    await town.communities.went(HERE)

    assert await town.communities.known() == {THERE}
