from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.community.switches import CogIsOff, CogNeedsAnother, CogStaysOn, CogSwitched, NoSuchCog, Switches
from bot.discovery import CogPackage
from bot.events import Events
from bot.storage.database import Database

HERE, THERE, ANNA = 10, 20, 1
COGS = [
    CogPackage("pond", "garden.pond", Path(), ()),
    CogPackage("fish", "garden.fish", Path(), ("pond",)),
    CogPackage("fishing", "fishing", Path(), ("fish",)),
    CogPackage("gate", "garden.gate", Path(), (), always_on=True),
]


@dataclass(frozen=True, slots=True)
class Splash:
    guild_id: int


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
async def switches(database: Database, events: Events, clock: MovableClock) -> Switches:
    """Give three cogs, each of which but the first needs the one before it, and one that stays on."""
    switches = Switches(database, events, clock.now)
    events.hears = switches.hears
    await switches.load(COGS)
    return switches


async def test_everything_is_on_until_somebody_switches_it_off(switches: Switches) -> None:
    switches.require(HERE, "garden.fish.cog")

    await switches.turn(HERE, "fish", ANNA, on=False)

    switches.require(THERE, "garden.fish.cog")
    with pytest.raises(CogIsOff) as refusal:
        switches.require(HERE, "garden.fish.cog")
    assert refusal.value.placeholders["person"] == f"<@{ANNA}>"


async def test_what_needs_a_cog_that_is_off_is_off_with_it(switches: Switches) -> None:
    await switches.turn(HERE, "pond", ANNA, on=False)

    with pytest.raises(CogNeedsAnother):
        switches.require(HERE, "fishing.views")
    switches.require(HERE, "fishings.views")
    switches.require(HERE, "bot.views")


async def test_on_again_is_as_before(switches: Switches) -> None:
    await switches.turn(HERE, "fish", ANNA, on=False)

    assert await switches.turn(HERE, "fish", ANNA, on=True)

    switches.require(HERE, "garden.fish.cog")
    assert switches.off_in(HERE) == ()


async def test_a_second_time_changes_nothing(switches: Switches) -> None:
    assert not await switches.turn(HERE, "fish", ANNA, on=True)
    assert await switches.turn(HERE, "fish", ANNA, on=False)
    assert not await switches.turn(HERE, "fish", 2, on=False)

    (switch,) = switches.off_in(HERE)
    assert switch.off_by == ANNA


async def test_switches_outlive_the_process(
    switches: Switches, database: Database, events: Events, clock: MovableClock
) -> None:
    await switches.turn(HERE, "fish", ANNA, on=False)

    restarted = Switches(database, events, clock.now)
    await restarted.load(COGS)

    assert [switch.cog for switch in restarted.off_in(HERE)] == ["fish"]


async def test_a_cog_that_is_off_hears_of_that_and_then_no_more(switches: Switches, events: Events) -> None:
    heard: list[object] = []

    async def hear(event: object) -> None:
        heard.append(event)
        if isinstance(event, CogSwitched):
            await events.publish(Splash(HERE))  # what it ends, it tells itself of in time

    hear.__module__ = "garden.fish.cog"
    events.subscribe(CogSwitched, hear)
    events.subscribe(Splash, hear)

    await switches.turn(HERE, "fish", ANNA, on=False)
    await events.publish(Splash(HERE))
    await events.publish(Splash(THERE))

    assert heard == [CogSwitched(HERE, "fish", on=False, by=ANNA), Splash(HERE), Splash(THERE)]


async def test_a_cog_that_does_not_run_cannot_be_switched(switches: Switches) -> None:
    with pytest.raises(NoSuchCog):
        await switches.turn(HERE, "shed", ANNA, on=False)


async def test_what_switches_the_rest_on_stays_on(switches: Switches) -> None:
    with pytest.raises(CogStaysOn):
        await switches.turn(HERE, "gate", ANNA, on=False)

    switches.require(HERE, "garden.gate.cog")


def test_what_goes_off_with_a_cog_is_known_beforehand(switches: Switches) -> None:
    assert [cog.name for cog in switches.needing("pond")] == ["fish", "fishing"]


async def test_an_erased_community_has_everything_on(switches: Switches, database: Database) -> None:
    await switches.turn(HERE, "fish", ANNA, on=False)

    async with database.transaction() as session:
        await switches.erase(session, HERE)

    switches.require(HERE, "garden.fish.cog")
