"""What time brings: a budget that grows with the rooms of an evening, and invitations that are over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config import load_config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.testing import eventually, running
from bot.testing.waiting import PATIENCE_SECONDS
from tests.cogs.house import CLUB, House
from tests.cogs.invitations.circle import DAY
from tests.cogs.invitations.party import Party, party, pressable, seen_by

MINUTE = 60


@pytest.fixture
async def jam(sandbox: Sandbox, tmp_path: Path, clock: MovableClock) -> AsyncIterator[Party]:
    """Give the club, with a bot whose clock a test moves."""
    config = load_config(None, database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"})
    async with running(sandbox, config, clock=clock) as bot:
        yield await party(House(sandbox, bot))


async def comes_to_read(person: Person, words: str) -> None:
    """Wait until somebody's budget says something."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while words not in (await person.slash("invitation budget", club=CLUB)).text:
            pass


async def evening(jam: Party, clock: MovableClock, minutes: int) -> None:
    """Let Hana open a room in which Ada is too, and close it after a while."""
    await jam.hana.slash("room open", club=CLUB, topic="Night")
    clock.advance(minutes * MINUTE)
    await jam.hana.slash("room close")


async def test_rooms_that_somebody_attended_or_hosted_bring_more(jam: Party, clock: MovableClock) -> None:
    for person in (jam.hana, jam.ada):
        await person.join(jam.house.stage_id)

    await evening(jam, clock, 9)
    await evening(jam, clock, 10)

    await comes_to_read(jam.ada, "for one room attended")
    assert (
        "4 more rooms that you attend bring the next."
        in (await jam.ada.slash("invitation budget", club=CLUB)).text
    )


async def test_five_rooms_are_one_more_invitation(jam: Party, clock: MovableClock) -> None:
    for person in (jam.hana, jam.ada):
        await person.join(jam.house.stage_id)

    for _ in range(5):
        await evening(jam, clock, 11)

    await comes_to_read(jam.ada, "You have 4 invitations left.")
    assert "for 5 rooms attended" in (await jam.ada.slash("invitation budget", club=CLUB)).text


async def test_an_invitation_that_nobody_answers_is_over_after_its_days(
    jam: Party, clock: MovableClock
) -> None:
    bob = jam.house.person("Bob")
    await jam.send(jam.ada, bob)
    message = bob.messages()[-1]
    accept = pressable(message, "accept")

    clock.advance(7 * DAY + 1)

    await eventually(lambda: "is over" in seen_by(bob, message.id).text)
    assert "3 invitations left" in await jam.left(jam.ada)
    assert accept not in seen_by(bob, message.id).custom_ids


async def test_a_code_is_over_after_its_days(jam: Party, clock: MovableClock) -> None:
    made = (await jam.ada.slash("invitation code", club=CLUB)).text
    bob = jam.house.person("Bob")

    clock.advance(7 * DAY + 1)

    code = made.split("`")[1]
    assert "too old" in (await bob.slash("invitation redeem", code=code)).text
    await comes_to_read(jam.ada, "You have 3 invitations left.")


async def test_five_wrong_codes_are_enough_for_a_while(jam: Party, clock: MovableClock) -> None:
    bob, wrong = jam.house.person("Bob"), "00000-00000-00000-00000-00000{}"
    right = (await jam.ada.slash("invitation code", club=CLUB)).text.split("`")[1]
    for number in range(5):
        assert "leads nowhere" in (await bob.slash("invitation redeem", code=wrong.format(number))).text

    assert "Try again after" in (await bob.slash("invitation redeem", code=right)).text
    clock.advance(15 * MINUTE)

    assert "Welcome" in (await bob.slash("invitation redeem", code=right)).text
