"""The panel of a room, as its hosts and its listeners see and press it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import load_config
from bot.sandbox.options import SandboxOptions
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.server import Sandbox
from bot.sandbox.world.messages import delete, get
from bot.testing import eventually, running
from tests.cogs.house import TOPIC, House


def panels(house: House, reader: Person) -> list[SeenMessage]:
    """The panels in the stage's chat: one, but in the moment in which it moves."""
    return [
        each for each in reader.messages(house.stage_id) if any("hands:" in one for one in each.custom_ids)
    ]


def panel(house: House, reader: Person) -> SeenMessage:
    """The one panel in the stage's chat."""
    (found,) = panels(house, reader)
    return found


def press(house: House, reader: Person, what: str) -> str:
    """The custom_id of a button on the panel as it is now."""
    return next(one for one in panel(house, reader).custom_ids if one.startswith(f"hands:do:{what}:"))


async def until(house: House, reader: Person, wanted: Callable[[str], bool]) -> SeenMessage:
    """Wait until the panel says what is wanted."""

    def there() -> bool:
        try:
            return wanted(panel(house, reader).text)
        except ValueError:
            return False

    try:
        await eventually(there)
    except TimeoutError:
        texts = [each.text for each in reader.messages(house.stage_id)]
        raise AssertionError(f"the chat of the stage says {texts}") from None
    return panel(house, reader)


async def click(house: House, person: Person, what: str) -> str:
    """Press a button of the panel; answers what that person reads."""
    seen = await person.click(panel(house, person).id, press(house, person, what))
    return seen.text


async def test_a_room_begins_with_a_panel_on_which_all_is_said_and_done(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await until(house, host, lambda text: TOPIC in text)

    assert "number 1" in await click(house, ada, "raise")
    await bob.raise_hand()
    seen = await until(house, host, lambda text: "Waiting: 2" in text)
    assert f"1. {ada.mention}\n2. {bob.mention}" in seen.text
    assert "first come, first heard" in seen.text
    assert ada.mention in await click(house, host, "next")

    assert ada.is_invited
    await until(house, host, lambda text: f"{ada.mention} is invited" in text)
    await ada.accept()
    seen = await until(house, host, lambda text: "On stage: 1" in text)
    assert f"1. {bob.mention}" in seen.text
    assert "Only a host" in await click(house, bob, "next")


async def test_the_first_may_be_passed_over_held_and_dismissed(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.slash("hand raise")
    await bob.raise_hand()
    await until(house, host, lambda text: "Waiting: 2" in text)

    await click(house, host, "skip")
    await until(house, host, lambda text: f"1. {bob.mention}\n2. {ada.mention}" in text)
    await click(house, host, "dismiss")
    assert bob.is_audience
    await until(house, host, lambda text: f"1. {ada.mention}" in text)
    await click(house, host, "hold")

    await until(house, host, lambda text: f"1. ⏸ {ada.mention}" in text)
    assert "on hold" in (await ada.slash("hand status")).text


async def test_what_is_pressed_is_about_whom_the_host_saw(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    for person in (ada, bob):
        await person.slash("hand raise")
    await until(house, host, lambda text: "Waiting: 2" in text)
    seen, dismiss = panel(house, host), press(house, host, "dismiss")

    await asyncio.gather(host.click(seen.id, dismiss), host.click(seen.id, dismiss))

    await house.expect_queue(host, [bob])


async def test_somebody_in_particular_is_called_from_their_card(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    for person in (ada, bob):
        await person.slash("hand raise")
    seen = await until(house, host, lambda text: "Waiting: 2" in text)
    select = next(one for one in seen.custom_ids if one.startswith("hands:person:"))

    card = await host.choose(seen.id, select, [bob.id])
    assert "number 2 of 2" in card.text
    await host.click(card.message_id, next(one for one in card.custom_ids if ":invite:" in one))

    assert (ada.is_invited, bob.is_invited) == (False, True)


async def test_hands_are_locked_and_all_of_them_lowered(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.slash("hand raise")
    await bob.raise_hand()
    await until(house, host, lambda text: "Waiting: 2" in text)

    await click(house, host, "lock")
    await until(house, host, lambda text: "No new hands" in text)
    assert "Lowering all hands" in await click(house, host, "lower-all")

    await eventually(lambda: bob.is_audience)
    assert "take no new hands" in (await ada.slash("hand raise")).text
    await click(house, host, "unlock")
    assert "number 1" in (await ada.slash("hand raise")).text


async def test_limits_are_set_in_a_form_and_hold_at_once(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")
    await until(house, host, lambda text: "Waiting: 1" in text)

    await click(house, host, "limits")
    refused = await host.submit({"most": "many", "time": "2:30", "autopilot": "0"})
    assert "many is not a number" in refused.text
    await click(house, host, "limits")
    await host.submit({"most": "1", "time": "2:30", "autopilot": "1"})

    await eventually(lambda: ada.is_invited)
    await ada.accept()
    seen = await until(house, host, lambda text: f"{ada.mention}, until" in text)
    assert "Speaking time: 2:30 minutes" in seen.text
    assert "I keep one place filled" in seen.text


async def test_the_rule_is_chosen_on_the_panel(house: House) -> None:
    host = await house.room()
    seen = await until(house, host, lambda text: TOPIC in text)
    select = next(one for one in seen.custom_ids if one.startswith("hands:policy:"))

    await host.choose(seen.id, select, ["newcomers"])

    await until(house, host, lambda text: "not spoken in this club" in text)


async def test_a_panel_is_moved_and_not_doubled_and_its_buttons_go_with_the_room(house: House) -> None:
    host = await house.room()
    first = await until(house, host, lambda text: TOPIC in text)

    await host.slash("hand panel", channel_id=house.stage_id)
    await eventually(lambda: first.id not in [each.id for each in panels(house, host)])
    moved = panel(house, host)
    await host.slash("room close")

    await eventually(
        lambda: any(each.id == moved.id and "is over" in each.text for each in host.messages(house.stage_id))
    )
    assert not any("hands:" in one for each in host.messages(house.stage_id) for one in each.custom_ids)


async def test_after_a_restart_the_same_panel_says_what_happened_meanwhile_and_can_be_pressed(
    house: House,
) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.slash("hand raise")
    before = await until(house, host, lambda text: "Waiting: 1" in text)
    await house.bot.close()
    await bob.raise_hand()

    async with running(house.sandbox, house.bot.config):
        seen = await until(house, host, lambda text: "Waiting: 2" in text)
        assert seen.id == before.id
        assert "You may be called at any moment" in await click(house, ada, "status")
        assert ada.mention in await click(house, host, "next")

        assert (ada.is_invited, bob.is_invited) == (True, False)


async def test_a_panel_that_somebody_deleted_stays_away_until_it_is_asked_for(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    host = await house.room()
    ada = await house.listener("Ada")
    seen = await until(house, host, lambda text: TOPIC in text)
    delete(house.sandbox.world, get(house.sandbox.world, house.stage_id, seen.id))

    await ada.slash("hand raise")
    await eventually(lambda: "a panel is no longer shown" in caplog.text)
    assert panels(house, host) == []
    await host.slash("hand panel", channel_id=house.stage_id)

    await until(house, host, lambda text: "Waiting: 1" in text)


async def test_however_much_happens_panel_and_card_are_drawn_at_most_once_a_second_and_the_last_is_seen(
    tmp_path: Path,
) -> None:
    log, url = tmp_path / "requests.jsonl", f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"
    options = SandboxOptions(rate_limits=False, request_log=log)
    config = load_config(None, database={"url": url})
    async with Sandbox.start(options) as sandbox, running(sandbox, config) as bot:
        house, began = House(sandbox, bot), time.monotonic()
        host, ada = await house.room(), await house.listener("Ada")
        shown = await until(house, host, lambda text: TOPIC in text)
        for _ in range(10):
            await ada.slash("hand raise")
            await ada.slash("hand lower")
        await ada.slash("hand raise")
        await until(house, host, lambda text: "Waiting: 1" in text)
        (card,) = [each for each in host.messages(house.stage_id) if "rooms:applaud" in str(each.custom_ids)]
        # Each is drawn in its own time: the panel first, perhaps.
        paths = [f"/messages/{message.id}" for message in (shown, card)]
        await eventually(lambda: all(path in log.read_text("utf-8") for path in paths))
        took = time.monotonic() - began

    asked = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    edits = [each["path"] for each in asked if each["method"] == "PATCH"]
    for message in (shown, card):
        drawn = [path for path in edits if path.endswith(f"/messages/{message.id}")]
        # So many seconds have passed between them, however slow the machine is: a busy one takes longer.
        assert 0 < len(drawn) <= took + 1
