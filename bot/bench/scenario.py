"""What a cog wants to have measured of itself: that it answers as quickly with much as with little.

A cog that promises so has a module `bench` with one `SCENARIO`. It says how much is little and how much is
much, how a database is filled with that, and what is then asked, as people ask it: by a command, or by
typing into an option.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
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


def scenarios() -> Iterator[Scenario]:
    """Those of our own cogs, in the order of their names."""
    for name in discovery.bundled():
        module = f"{discovery.OURS}.{name}.bench"
        if importlib.util.find_spec(module) is not None:
            scenario = importlib.import_module(module).SCENARIO
            assert isinstance(scenario, Scenario), module
            yield scenario
