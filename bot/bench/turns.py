"""Sides that take turns, so that what slows the machine for a while slows them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

Taken = Mapping[str, float]
#: Takes all numbers of one side once.
Take = Callable[[], Awaitable[Taken]]
Say = Callable[[str], None]
#: Every number taken, by side and by what it is a number of.
Samples = dict[str, dict[str, list[float]]]


async def side_by_side(ours: Take, peer: Take, rounds: int, say: Say) -> tuple[list[float], list[float]]:
    """Take one number of Rostra and of discord.py in turn; answers what was taken of each."""
    samples = await in_turn({"rostra": ours, "discord.py": peer}, rounds, say)
    (of_ours,), (of_peer,) = (taken.values() for taken in samples.values())
    return of_ours, of_peer


async def in_turn(sides: Mapping[str, Take], rounds: int, say: Say) -> Samples:
    """Let each side be measured once, then each once more, and so on."""
    samples: Samples = {name: {} for name in sides}
    for number in range(1, rounds + 1):
        for name, take in sides.items():
            say(f"{name}, {number} of {rounds}")
            _keep(samples[name], await take())
    return samples


async def in_step(take: Callable[[], Awaitable[Mapping[str, Taken]]], rounds: int, say: Say) -> Samples:
    """Take all numbers of all sides again and again, where a round of its own lets the sides take turns."""
    samples: Samples = {}
    for number in range(1, rounds + 1):
        say(f"{number} of {rounds}")
        for name, taken in (await take()).items():
            _keep(samples.setdefault(name, {}), taken)
    return samples


def _keep(samples: dict[str, list[float]], taken: Taken) -> None:
    for what, value in taken.items():
        samples.setdefault(what, []).append(value)
