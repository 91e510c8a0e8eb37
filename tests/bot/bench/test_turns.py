"""Sides take turns, so that no side has the quiet half of the time for itself."""

from __future__ import annotations

from functools import partial

from bot.bench.turns import Taken, in_turn


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
