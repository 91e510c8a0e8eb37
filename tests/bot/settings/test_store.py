from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import update

from bot.clock import MovableClock
from bot.community.settings import CommunitySettings
from bot.events import Events
from bot.i18n import Words
from bot.settings import SettingsChanged, SettingStore
from bot.settings.refusals import NoClubSettings, NoSuchSettings, NothingToUndo, SettingRefused
from bot.settings.store import Place
from bot.settings.values import DEFAULT
from bot.storage.database import Database
from bot.storage.setting_rows import SettingRow
from tests.bot.settings.garden import Colour, GardenSettings

HERE, THERE, CLUB = 10, 20, 7
ANNA, BEN = 1, 2
GARDEN = Place(HERE, "garden")
OF_CLUB = Place(HERE, "garden", CLUB)


async def test_what_nobody_chose_is_the_default(store: SettingStore) -> None:
    assert await store.of(GardenSettings, HERE) == GardenSettings()


async def test_a_change_applies_at_once_and_only_there(store: SettingStore) -> None:
    await store.of(GardenSettings, HERE)

    await store.change(GARDEN, {"beds": 5, "colour": "dark_green"}, ANNA)

    here = await store.of(GardenSettings, HERE)
    assert (here.beds, here.colour) == (5, Colour.DARK_GREEN)
    assert (await store.of(GardenSettings, THERE)).beds == 3


async def test_a_club_goes_before_its_community_and_may_go_back_to_it(store: SettingStore) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    await store.change(OF_CLUB, {"beds": 2}, ANNA)
    assert (await store.of(GardenSettings, HERE, CLUB)).beds == 2

    await store.change(OF_CLUB, {"beds": DEFAULT}, ANNA)

    assert (await store.of(GardenSettings, HERE, CLUB)).beds == 5


async def test_a_change_of_the_community_shows_through_in_its_clubs(store: SettingStore) -> None:
    await store.change(OF_CLUB, {"colour": "dark_green"}, ANNA)
    await store.of(GardenSettings, HERE, CLUB)

    await store.change(GARDEN, {"beds": 8}, ANNA)

    assert (await store.of(GardenSettings, HERE, CLUB)).beds == 8


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"beds": 0}, "**Beds**: the least is 1."),
        ({"beds": 10}, "**Beds**: the most is 9."),
        ({"beds": "many"}, "**Beds**: that is no whole number."),
        ({"colour": "red"}, "**Colour**: that is none of its choices."),
        ({"name": "x" * 21}, "**Name**: it has 20 characters at most."),
        ({"shortest": 11}, "the shortest path is longer than the longest."),
        ({"beds": 2, "height": 1}, "There is no setting height."),
    ],
)
async def test_a_refusal_says_what_does_not_fit_and_what_would(
    store: SettingStore, words: Words, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(SettingRefused) as refusal:
        await store.change(GARDEN, values, ANNA)

    assert said in words.refusal(refusal.value, "en")
    assert await store.chosen(GARDEN) == {}
    assert await store.history(GARDEN, 10) == []


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("paris", "Europe/Paris"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
async def test_a_time_zone_may_be_typed_as_a_city(store: SettingStore, typed: str, zone: str) -> None:
    await store.change(GARDEN, {"zone": typed}, ANNA)

    assert (await store.of(GardenSettings, HERE)).zone == zone


@pytest.mark.parametrize(
    ("typed", "like"), [("Pariss", "Europe/Paris"), ("../../etc", "such as Europe/Paris")]
)
async def test_what_is_no_time_zone_is_answered_with_the_nearest(
    store: SettingStore, words: Words, typed: str, like: str
) -> None:
    with pytest.raises(SettingRefused) as refusal:
        await store.change(GARDEN, {"zone": typed}, ANNA)

    assert like in words.refusal(refusal.value, "en")


async def test_the_history_says_who_changed_what_and_when(store: SettingStore, clock: MovableClock) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    clock.advance(60)
    await store.change(GARDEN, {"beds": 6, "name": "Eden"}, BEN)

    name, second, first = await store.history(GARDEN, 10)
    assert (first.old, first.new, first.changed_by) == (DEFAULT, 5, ANNA)
    assert (second.old, second.new, second.changed_by) == (5, 6, BEN)
    assert (name.new, name.changed_at) == ("Eden", clock.now())
    assert await store.history(GARDEN, 10, before_id=second.id) == [first]


async def test_what_changes_nothing_is_no_change(store: SettingStore) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)

    assert await store.change(GARDEN, {"beds": 5}, BEN) == []
    assert len(await store.history(GARDEN, 10)) == 1


async def test_undo_puts_back_what_was_and_can_be_undone(store: SettingStore) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    (change,) = await store.change(GARDEN, {"beds": 6}, ANNA)

    undone = await store.undo(HERE, change.id, BEN)
    assert (await store.of(GardenSettings, HERE)).beds == 5

    await store.undo(HERE, undone.id, BEN)
    assert (await store.of(GardenSettings, HERE)).beds == 6


async def test_undo_of_a_first_change_goes_back_to_the_default(store: SettingStore) -> None:
    (change,) = await store.change(GARDEN, {"beds": 5}, ANNA)

    await store.undo(HERE, change.id, BEN)

    assert await store.chosen(GARDEN) == {}


async def test_what_was_changed_again_or_elsewhere_is_not_undone(store: SettingStore) -> None:
    (first,) = await store.change(GARDEN, {"beds": 5}, ANNA)
    (second,) = await store.change(GARDEN, {"beds": 6}, ANNA)

    for guild_id, change_id in ((HERE, first.id), (THERE, second.id), (HERE, 999)):
        with pytest.raises(NothingToUndo):
            await store.undo(guild_id, change_id, BEN)
    assert (await store.of(GardenSettings, HERE)).beds == 6


async def test_only_the_newest_change_of_each_setting_can_be_undone(store: SettingStore) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    (beds,) = await store.change(GARDEN, {"beds": 6}, ANNA)
    (name,) = await store.change(GARDEN, {"name": "Eden"}, ANNA)
    await store.change(OF_CLUB, {"beds": 2}, ANNA)

    assert await store.newest(GARDEN) == {beds.id, name.id}


async def test_a_cog_whose_clubs_do_not_differ_has_no_settings_of_a_club(
    database: Database, clock: MovableClock
) -> None:
    store = SettingStore(database, Events(), clock.now)
    store.declare("shed", "bot", CommunitySettings)

    with pytest.raises(NoClubSettings):
        await store.change(Place(HERE, "shed", CLUB), {"language": "fr"}, ANNA)


async def test_two_changes_that_only_fit_alone_do_not_both_come_to_be(store: SettingStore) -> None:
    outcomes = await asyncio.gather(
        store.change(GARDEN, {"shortest": 8}, ANNA),
        store.change(GARDEN, {"longest": 5}, BEN),
        return_exceptions=True,
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["SettingRefused", "list"]


async def test_a_change_is_told_of_once_it_is_stored(database: Database, clock: MovableClock) -> None:
    events, heard = Events(), list[SettingsChanged]()

    async def hear(event: SettingsChanged) -> None:
        heard.append(event)

    events.subscribe(SettingsChanged, hear)
    store = SettingStore(database, events, clock.now)
    store.declare("garden", "tests.bot.settings", GardenSettings)

    await store.change(GARDEN, {"beds": 5}, ANNA)

    assert heard == [SettingsChanged(GARDEN, ("beds",), ANNA)]


async def test_a_stored_value_that_does_not_fit_any_more_is_overlooked_and_logged(
    store: SettingStore, database: Database, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    await store.change(GARDEN, {"beds": 5, "name": "Eden"}, ANNA)
    async with database.transaction() as session:
        await session.execute(update(SettingRow).where(SettingRow.name == "beds").values(value="700"))
    restarted = SettingStore(database, Events(), clock.now)
    restarted.declare("garden", "tests.bot.settings", GardenSettings)

    found = await restarted.of(GardenSettings, HERE)

    assert (found.beds, found.name) == (3, "Eden")
    assert "beds" in caplog.text


async def test_an_erased_community_has_the_defaults_and_no_history(
    store: SettingStore, database: Database
) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)

    async with database.transaction() as session:
        await store.erase(session, HERE)

    assert await store.of(GardenSettings, HERE) == GardenSettings()
    assert await store.history(GARDEN, 10) == []


async def test_an_erased_club_leaves_its_community_as_it_was(store: SettingStore, database: Database) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    await store.change(OF_CLUB, {"beds": 2}, ANNA)
    assert (await store.of(GardenSettings, HERE, CLUB)).beds == 2

    async with database.transaction() as session:
        await store.erase_club(session, HERE, CLUB)

    assert (await store.of(GardenSettings, HERE, CLUB)).beds == 5
    assert await store.history(OF_CLUB, 10) == []
    assert len(await store.history(GARDEN, 10)) == 1


async def test_a_cog_without_settings_is_refused(store: SettingStore) -> None:
    with pytest.raises(NoSuchSettings):
        await store.in_force(Place(HERE, "kitchen"))
