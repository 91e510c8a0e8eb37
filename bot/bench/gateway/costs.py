"""What an event costs: all sides stand the whole time, and in each round one after the other hears the same.

A turn is short, so that a machine which is slower for a while is so for all of a round. What follows a little
later, such as to store who came, is waited for once for all of them, as each process is counted by itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.bench.gateway.plan import Plan
from bot.bench.gateway.sides import Side
from bot.bench.memory.sides import ask
from bot.bench.turns import Taken

_MICRO = 1e6


class Used(NamedTuple):
    """What a side used for something, and how many events that was."""

    cpu_seconds: float
    events: int


class Costs:
    """Takes the costs of all sides."""

    def __init__(self, plan: Plan, sides: Mapping[str, Side]) -> None:
        self._plan = plan
        self._sides = sides
        #: What each uses in a second in which nothing happens.
        self._idle = dict.fromkeys(sides, 0.0)

    async def warm_up(self) -> None:
        """Have done what is done once."""
        await self._used("flood", hands=0, churn=self._plan.churn // 4)

    async def look_at_rest(self) -> None:
        """See what the sides use while nothing happens, which is taken off from now on."""
        if seconds := self._plan.settle_seconds:
            idle = await self._used("seen")
            self._idle = {name: used.cpu_seconds / seconds for name, used in idle.items()}

    async def round(self) -> Mapping[str, Taken]:
        """Take the costs of each side once, in microseconds; then all hands go down again, uncounted."""
        calm = await self._used("flood", hands=0, churn=self._plan.churn)
        everything = await self._used("flood", hands=self._plan.hands, churn=self._plan.churn)
        await self._used("lower")
        return {name: self._taken(calm[name], everything[name]) for name in self._sides}

    def _taken(self, calm: Used, everything: Used) -> Taken:
        come_or_go = calm.cpu_seconds / calm.events
        hands = self._plan.hands
        a_hand = (everything.cpu_seconds - come_or_go * (everything.events - hands)) / hands
        costs = {
            "come or go": come_or_go,
            "a hand": a_hand,
            "all": everything.cpu_seconds / everything.events,
        }
        return {name: cost * _MICRO for name, cost in costs.items()}

    async def _used(self, what: str, **given: Any) -> Mapping[str, Used]:
        """What each side uses while its crowd does something, from the first event to the last effect."""
        begun = {}
        for name, side in self._sides.items():
            begun[name] = time.monotonic(), *await _so_far(side)
            seen = await ask(side.sandbox, what, **given)
            await side.heard(seen["sequence"])
        await asyncio.sleep(self._plan.settle_seconds)
        return {name: await self._since(name, *begun[name]) for name in self._sides}

    async def _since(self, name: str, began: float, cpu_seconds: float, events: int) -> Used:
        used, sent = await _so_far(self._sides[name])
        idle = self._idle[name] * (time.monotonic() - began)
        return Used(used - cpu_seconds - idle, sent - events)


async def _so_far(side: Side) -> tuple[float, int]:
    events = (await ask(side.sandbox, "seen"))["sent"]
    return (await ask(side.subject, "cpu"))["seconds"], events
