"""Whatever people do while the bot is killed at random moments, nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.evening.crowd import Crowd
from tests.evening.night import Night

KILLS = 2
ACTIONS = 25
SEEDS = [7, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(100, 120))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.timeout(300)
async def test_nothing_is_lost_or_doubled_whenever_the_bot_is_killed(evening: Night, seed: int) -> None:
    dice = random.Random(seed)
    crowd = Crowd(evening, dice)
    await crowd.come()

    problem = None
    for _ in range(1 if seed == SEEDS[0] else KILLS):
        problem = problem or await live_through_a_kill(evening, crowd, dice)

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
    return crowd.problem(await evening.queue())


async def kill_after(evening: Night, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await evening.kill()
