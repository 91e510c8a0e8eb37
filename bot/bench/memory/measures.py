"""What `rostra bench memory` measures, and in which order: ours and discord.py take turns.

Memory of one community is the slope between two sizes, so that the program itself is not counted. Memory
of a listener is what is held more once thousands of people have joined a stage, ours with its room open.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.bench.figures import Bound, Figure
from bot.bench.memory.answering import STATUS
from bot.bench.memory.answers import AnswerMeasures
from bot.bench.memory.sides import Start, ask, discord_py, place, rostra
from bot.bench.processes import Child
from bot.bench.turns import Say, Taken, side_by_side
from bot.errors import OperatorError

PARTS = ("communities", "listeners", "answers")
#: Let in a few at a time: a flood would be measured instead of those who stay.
AT_ONCE = 100
_HEARD_SECONDS = 60.0
_LOOK_SECONDS = 0.01
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """How much, and how often."""

    rounds: int
    few: int
    many: int
    listeners: int
    #: How often each thing is asked in a round.
    times: int
    #: By how much what cogs call much is divided.
    less: int = 1


FULL = Plan(rounds=3, few=50, many=250, listeners=10_000, times=100)
QUICK = Plan(rounds=1, few=5, many=25, listeners=500, times=20, less=50)


class MemoryMeasures:
    """Runs the plan."""

    def __init__(self, plan: Plan, say: Say) -> None:
        self._plan = plan
        self._say = say
        #: What could not be measured, and why.
        self.missing: list[str] = []

    async def run(self, only: Collection[str] = ()) -> list[Figure]:
        """Measure everything, or some parts.

        Raises:
            OperatorError: a process failed.
        """
        measures: dict[str, Callable[[], Awaitable[list[Figure]]]] = {
            "communities": self._communities,
            "listeners": self._listeners,
            "answers": self._answers,
        }
        figures: list[Figure] = []
        for part in PARTS:
            if only and part not in only:
                continue
            if part != "answers" and not STATUS.exists():
                self.missing.append(f"{part}: memory is read from {STATUS}, which this system lacks")
                continue
            figures += await measures[part]()
        return figures

    async def _communities(self) -> list[Figure]:
        """What one more community costs in which nothing happens."""
        few, many = self._plan.few, self._plan.many
        with tempfile.TemporaryDirectory(prefix="rostra-bench-") as folder:
            less, more = Path(folder, "few.json"), Path(folder, "many.json")
            self._say(f"idle communities: founding {few} and {many}")
            async with place(less, few), place(more, many):
                ours, peers = await side_by_side(
                    partial(self._slope, rostra, less, more),
                    partial(self._slope, discord_py, less, more),
                    self._plan.rounds,
                    self._saying("idle communities"),
                )
        note = f"50 channels with 7 overwrites each, 30 roles, 200 members sent; from {few} to {many}"
        bound = Bound(0.45, passes=0.6)
        return [Figure("an idle community", "KiB", ours, "discord.py", peers, note=note, bound=bound)]

    async def _slope(self, start: Start, less: Path, more: Path) -> Taken:
        held = []
        for ready in (less, more):
            async with start(ready) as subject:
                held.append((await ask(subject, "memory"))["bytes"])
        return {"kib": (held[1] - held[0]) / (self._plan.many - self._plan.few) / _KIB}

    async def _listeners(self) -> list[Figure]:
        """What one more listener costs on a large stage."""
        ours, peers = await side_by_side(
            partial(self._per_listener, rostra, room=True),
            partial(self._per_listener, discord_py, room=False),
            self._plan.rounds,
            self._saying("listeners"),
        )
        note = f"of {self._plan.listeners:,} on a stage, which for ours has its room open"
        bound = Bound(450, passes=600, alone=True)
        return [Figure("a listener", "B", ours, "discord.py", peers, note=note, bound=bound)]

    async def _per_listener(self, start: Start, *, room: bool) -> Taken:
        with tempfile.TemporaryDirectory(prefix="rostra-bench-") as folder:
            ready = Path(folder, "ready.json")
            async with place(ready) as sandbox, start(ready) as subject:
                if room:
                    await _open_room(sandbox)
                before = (await ask(subject, "memory"))["bytes"]
                for _ in range(self._plan.listeners // AT_ONCE):
                    there = (await ask(sandbox, "listeners", count=AT_ONCE))["there"]
                    await _heard_of(subject, there)
                after = (await ask(subject, "memory"))["bytes"]
        return {"bytes": (after - before) / self._plan.listeners}

    async def _answers(self) -> list[Figure]:
        """Whether cogs answer as quickly with much as with little."""
        work = AnswerMeasures(self._plan.rounds, self._plan.times, self._plan.less, self._say)
        figures = await work.run()
        self.missing += work.missing
        return figures

    def _saying(self, what: str) -> Say:
        return lambda text: self._say(f"{what}: {text}")


async def _open_room(sandbox: Child) -> None:
    """Begin an evening, as a host would."""
    await ask(sandbox, "slash", person="Hana", command="club create", options={"name": "Night owls"})
    await ask(sandbox, "join", person="Hana")
    room = {"club": "Night owls", "topic": "What keeps you awake?"}
    await ask(sandbox, "slash", person="Hana", command="room open", options=room)


async def _heard_of(subject: Child, there: int) -> None:
    """Wait until a client knows of everybody.

    Raises:
        OperatorError: it does not in time.
    """
    seconds = 0.0
    while (known := (await ask(subject, "listeners"))["there"]) < there:
        if seconds > _HEARD_SECONDS:
            raise OperatorError(f"after {_HEARD_SECONDS:g} s a client knows of {known} of {there} people")
        await asyncio.sleep(_LOOK_SECONDS)
        seconds += _LOOK_SECONDS
