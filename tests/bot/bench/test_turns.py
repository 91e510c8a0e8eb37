"""Sides take turns, so that no side has the quiet half of the time for itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.bench.turns import Taken, in_step, in_turn


async def test_sides_take_turns_and_every_number_is_kept() -> None:
    order: list[str] = []

    async def take(side: str) -> Taken:
        order.append(side)
        return {"seconds": float(len(order))}

    said: list[str] = []
    samples = await in_turn({side: partial(take, side) for side in ("ours", "peer")}, 2, said.append)

    assert order == ["ours", "peer", "ours", "peer"]
    assert samples == {"ours": {"seconds": [1.0, 3.0]}, "peer": {"seconds": [2.0, 4.0]}}
    assert said == ["ours, 1 of 2", "peer, 1 of 2", "ours, 2 of 2", "peer, 2 of 2"]


async def test_of_rounds_that_take_all_sides_every_number_is_kept_too() -> None:
    taken = iter((1.0, 2.0, 3.0, 4.0))

    async def take() -> Mapping[str, Taken]:
        return {side: {"seconds": next(taken)} for side in ("ours", "peer")}

    said: list[str] = []
    samples = await in_step(take, 2, said.append)

    assert samples == {"ours": {"seconds": [1.0, 3.0]}, "peer": {"seconds": [2.0, 4.0]}}
    assert said == ["1 of 2", "2 of 2"]
