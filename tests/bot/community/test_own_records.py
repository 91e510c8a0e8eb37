from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.community.own_records import OwnRecords
from bot.community.records import NOBODY, RecordBook
from bot.community.settings import CommunitySettings
from bot.community.switches import CogIsOff, Switches
from bot.discovery import CogPackage
from bot.events import Events
from bot.i18n import Words
from bot.job_records import JobRecords
from bot.job_store import JobStore
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database

HERE, THERE, ANNA, BEN = 10, 20, 1, 2
PLACE = Place(HERE, "community")


class Town:
    """Settings, switches, and what is kept of both."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        events = Events()
        self.settings = SettingStore(database, events, clock.now)
        self.settings.declare("community", "bot", CommunitySettings)
        self.switches = Switches(database, events, clock.now)
        self.book = RecordBook(database)
        jobs = JobRecords(JobStore(database, lease=timedelta(seconds=1)), events, clock.now)
        self.book.add("bot", OwnRecords(self.settings, self.switches, jobs))

    async def changed_by(self, user_id: int) -> None:
        await self.settings.change(PLACE, {"time_zone": "Europe/Paris"}, user_id)
        await self.switches.turn(HERE, "pond", user_id, on=False)


@pytest.fixture
async def town(database: Database, clock: MovableClock) -> Town:
    town = Town(database, clock)
    await town.switches.load([CogPackage("pond", "garden.pond", Path(), ())])
    return town


async def test_who_changed_a_setting_or_a_switch_may_see_it(town: Town, clock: MovableClock) -> None:
    await town.changed_by(ANNA)

    (own,) = await town.book.about(HERE, ANNA)
    (of_ben,) = await town.book.about(HERE, BEN)

    at = clock.now().isoformat()
    change = {"cog": "community", "club": None, "name": "time_zone", "old": None, "new": "Europe/Paris"}
    assert own.records == {
        "setting_changes": [{**change, "at": at}],
        "switched_off": [{"cog": "pond", "off_at": at}],
    }
    assert of_ben.records == {}


async def test_what_a_forgotten_person_changed_stays_and_says_not_who_it_was(town: Town) -> None:
    await town.changed_by(ANNA)

    await town.book.forget(HERE, ANNA)

    (change,) = await town.settings.history(PLACE, 10)
    assert (change.new, change.changed_by) == ("Europe/Paris", NOBODY)
    with pytest.raises(CogIsOff) as refusal:
        town.switches.require(HERE, "garden.pond.cog")
    assert "somebody who is forgotten" in Words().refusal(refusal.value, "en")
    assert (await town.book.about(HERE, ANNA))[0].records == {}


async def test_an_erased_community_has_no_settings_and_everything_on(town: Town, database: Database) -> None:
    await town.changed_by(ANNA)

    async with database.transaction() as session:
        await town.book.erase(session, HERE)

    assert await town.settings.chosen(PLACE) == {}
    assert await town.settings.history(PLACE, 10) == []
    town.switches.require(HERE, "garden.pond.cog")
