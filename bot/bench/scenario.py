"""What a cog wants to have measured of itself: that it answers as quickly with much as with little.

A cog that promises so has a module `bench` with one `SCENARIO`. It says how much is little and how much is
much, how a database is filled with that, and what is then asked, as people ask it: by a command, or by
typing into an option.

A cog that stands on another one may add to that one's scenario what it has to be asked there, and what it
keeps besides: it has an `ADDITION` instead, and the community is filled and measured once for both.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot import discovery
from bot.storage.database import Database

#: Fills a database for a community and the person who will ask, with so much.
Fill = Callable[[Database, int, int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a person does again and again."""

    what: str
    command: str
    options: Mapping[str, Any] = field(default_factory=dict)
    #: The option they type into, for suggestions; nothing if they send the command.
    focused: str | None = None
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A community with much in it, and what is asked there."""

    what: str
    unit: str
    little: int
    much: int
    fill: Fill
    asked: tuple[Asked, ...]
    #: CPU of an answer with much: over an empty command's of discord.py, and over itself with little.
    of_empty: float = 2.0
    of_little: float = 1.5


@dataclass(frozen=True, slots=True)
class Addition:
    """What another cog is asked in the community of a scenario."""

    to: str  # the scenario's `what`
    asked: tuple[Asked, ...]
    #: Fills in what this cog keeps, after the scenario has filled in its own.
    fill: Fill | None = None


def scenarios() -> list[Scenario]:
    """Those of our own cogs, in the order of their names."""
    modules = [f"{discovery.OURS}.{name}.bench" for name in discovery.bundled()]
    brought = [vars(importlib.import_module(name)) for name in modules if importlib.util.find_spec(name)]
    return joined(
        [one["SCENARIO"] for one in brought if "SCENARIO" in one],
        [one["ADDITION"] for one in brought if "ADDITION" in one],
    )


def joined(scenarios: Iterable[Scenario], additions: Iterable[Addition]) -> list[Scenario]:
    """Each scenario with what other cogs add to it.

    Raises:
        ValueError: something is added to a scenario that there is not.
    """
    found = {scenario.what: scenario for scenario in scenarios}
    for addition in additions:
        if (scenario := found.get(addition.to)) is None:
            raise ValueError(f"nothing can be added to {addition.to}: there is no such scenario")
        found[addition.to] = replace(
            scenario, asked=scenario.asked + addition.asked, fill=_one_by_one(scenario.fill, addition.fill)
        )
    return list(found.values())


def _one_by_one(first: Fill, then: Fill | None) -> Fill:
    if then is None:
        return first

    async def fill(database: Database, guild_id: int, person_id: int, size: int) -> None:
        await first(database, guild_id, person_id, size)
        await then(database, guild_id, person_id, size)

    return fill
