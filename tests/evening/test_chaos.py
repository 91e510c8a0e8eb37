"""Whatever people do while the bot or its connections are killed, nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

import pytest

from bot.testing import eventually
from tests.evening.crowd import Crowd
from tests.evening.night import SOON_SECONDS, Night

ACTIONS = 25
# From the voice gateway and from the gateway, each with what becomes of the bot on the stage.
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("drop_gateway", {}),
    ("kill_session", {}),
    *(("voice_close", {"code": code}) for code in (4006, 4009, 4014, 4015)),
]
SEEDS = [7, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(100, 200))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.timeout(300)
async def test_nothing_is_lost_or_doubled_whenever_the_bot_is_killed(quick_evening: Night, seed: int) -> None:
    dice = random.Random(seed)
    crowd = Crowd(quick_evening, dice)
    await crowd.come()

    problem = await live_through_a_kill(quick_evening, crowd, dice)

    if problem is not None:
        pytest.fail(f"seed {seed}: {problem}", pytrace=False)


async def live_through_a_kill(evening: Night, crowd: Crowd, dice: random.Random) -> str | None:
    """People act, the bot dies among them, they go on, it comes back; answers what is wrong then."""
    killing = asyncio.create_task(kill_after(evening, dice.uniform(0.2, 2.0)))
    for _ in range(ACTIONS):
        await crowd.act()
    await killing
    for _ in range(ACTIONS // 3):
        await crowd.act()
    await evening.start()
    tips = await evening.tips()
    if not crowd.tips_told <= tips <= crowd.tips_tried:
        return f"{crowd.tips_told} of {crowd.tips_tried} tips were acknowledged, and {tips} are stored"
    return await soon_right(crowd)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.timeout(300)
async def test_nothing_is_lost_or_doubled_whichever_connection_breaks(
    quick_evening: Night, seed: int
) -> None:
    dice = random.Random(seed)
    crowd = Crowd(quick_evening, dice)
    await crowd.come()

    problem = await live_through_a_fault(quick_evening, crowd, dice)

    if problem is not None:
        pytest.fail(f"seed {seed}: {problem}", pytrace=False)


async def live_through_a_fault(evening: Night, crowd: Crowd, dice: random.Random) -> str | None:
    """People act, a connection breaks among them, they go on; answers what is wrong once it stands again."""
    kind, parameters = dice.choice(FAULTS)
    breaking = asyncio.create_task(break_after(evening, dice.uniform(0.0, 1.0), kind, parameters))
    for _ in range(ACTIONS):
        await crowd.act()
    await breaking
    for _ in range(ACTIONS // 3):
        await crowd.act()
    sessions = evening.sandbox.gateway.sessions
    await eventually(lambda: any(each.connection is not None for each in sessions.values()))
    await evening.until_heard(60.0)
    tips = await evening.tips()
    if not crowd.tips_told <= tips <= crowd.tips_tried:
        return f"{crowd.tips_told} of {crowd.tips_tried} tips were acknowledged, and {tips} are stored"
    problem = await soon_right(crowd)
    return None if problem is None else f"after {kind} {parameters}: {problem}"


async def soon_right(crowd: Crowd) -> str | None:
    """Look until all is right, as whoever did not come is followed by the next; answers what never was."""
    problem, deadline = await crowd.problem(), time.monotonic() + SOON_SECONDS
    while problem is not None and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
        problem = await crowd.problem()
    return problem


async def break_after(evening: Night, seconds: float, kind: str, parameters: dict[str, Any]) -> None:
    await asyncio.sleep(seconds)
    await evening.sandbox.faults.inject(kind, **parameters)


async def kill_after(evening: Night, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await evening.kill()
