"""Sides that take turns, so that what slows the machine for a while slows them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

Taken = Mapping[str, float]
#: Takes all numbers of one side once.
Take = Callable[[], Awaitable[Taken]]
Say = Callable[[str], None]
#: Every number taken, by side and by what it is a number of.
Samples = dict[str, dict[str, list[float]]]


async def in_turn(sides: Mapping[str, Take], rounds: int, say: Say) -> Samples:
    """Let each side be measured once, then each once more, and so on."""
    samples: Samples = {name: {} for name in sides}
    for number in range(1, rounds + 1):
        for name, take in sides.items():
            say(f"{name}, {number} of {rounds}")
            for what, value in (await take()).items():
                samples[name].setdefault(what, []).append(value)
    return samples
