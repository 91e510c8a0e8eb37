"""What `rostra bench gateway` measures, and in which order: ours and discord.py take turns.

Each side has a sandbox of its own, on which the same people do the same. What an event costs is counted while
they do it as quickly as they can, so that what is drawn once a second hardly counts; the evening is played in
its own time, and shows what is drawn and asked of Discord, and that nothing is lost.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bot.bench.figures import Bound, Figure
from bot.bench.gateway.sides import Start, discord_py, place, queue_of, rostra
from bot.bench.memory.sides import ask
from bot.bench.processes import Child
from bot.bench.turns import Say, Taken, in_turn, side_by_side
from bot.errors import OperatorError

PARTS = ("events", "burst", "evening")
_HEARD_SECONDS = 120.0
_LOOK_SECONDS = 0.02
_MICRO, _MILLI = 1e6, 1e3
#: By whether the bot's voice is on that stage: the voice server then tells of everybody, too.
_WHERE = {False: "", True: ", in voice"}
_NOTES = {
    "come or go": "a listener comes or goes, on a stage of {plan.listeners:,}; ours has a room there",
    "a hand": "a hand goes up, which ours stores; {plan.hands:,} of them among the others",
    "all": "{plan.churn:,} come or go while {plan.hands:,} hands go up",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much, and how often."""

    rounds: int
    listeners: int
    hands: int
    #: How many come or go as quickly as they can.
    churn: int
    #: The evening: in how many seconds the hands go up, how many come or go a second, and for how long.
    hand_seconds: float
    churn_a_second: int
    seconds: float
    #: What is done a little later, such as to store who came, is done by then.
    settle_seconds: float = 6.0
    uvloop: bool = False
    #: How many come or go in one go.
    burst: int = 3_000


FULL = Plan(
    5,
    listeners=10_000,
    hands=1_000,
    churn=6_000,
    hand_seconds=10,
    churn_a_second=50,
    seconds=60,
    burst=30_000,
)
QUICK = Plan(1, listeners=500, hands=200, churn=2_000, hand_seconds=2, churn_a_second=50, seconds=5)


@dataclass(slots=True)
class Evening:
    """What an evening in its own time showed."""

    sent: int
    handled: int
    #: Whether those wait whose hands are up, in the order in which they went up.
    queue_is_right: bool
    waiting: int
    seconds: float
    requests: int
    refused: int
    edits: Mapping[str, int]  # by message
    most_in_window: int
    cpu_seconds: float

    @property
    def edits_a_second(self) -> float:
        """How often that message was changed which was changed most."""
        return max(self.edits.values(), default=0) / self.seconds


@dataclass(frozen=True, slots=True)
class Side:
    """A sandbox with its crowd, and the bot that hears of it."""

    sandbox: Child
    subject: Child
    ready: Path

    async def cost(
        self, settle_seconds: float, what: str, idle: float = 0.0, **given: Any
    ) -> tuple[float, int]:
        """CPU seconds of the bot for something that the crowd does, and how many events that was.

        `idle` is what it uses in a second in which nothing happens, which is not counted.
        """
        sent, used = (await ask(self.sandbox, "seen"))["sent"], (await ask(self.subject, "cpu"))["seconds"]
        began = time.monotonic()
        seen = await ask(self.sandbox, what, **given)
        await self.heard(seen["sequence"])
        await asyncio.sleep(settle_seconds)
        used = (await ask(self.subject, "cpu"))["seconds"] - used
        return used - idle * (time.monotonic() - began), seen["sent"] - sent

    async def idle(self, seconds: float) -> float:
        """CPU seconds of the bot in a second in which nothing happens."""
        if not seconds:
            return 0.0
        used, _ = await self.cost(seconds, "seen")
        return used / seconds

    async def heard(self, sequence: int) -> int:
        """Wait until the bot has handled everything up to that event; answers how far it is.

        Raises:
            OperatorError: it is not in time.
        """
        seconds = 0.0
        while (handled := int((await ask(self.subject, "handled"))["sequence"])) < sequence:
            if seconds > _HEARD_SECONDS:
                raise OperatorError(f"after {_HEARD_SECONDS:g} s a bot is at event {handled} of {sequence}")
            await asyncio.sleep(_LOOK_SECONDS)
            seconds += _LOOK_SECONDS
        return handled


@dataclass(slots=True)
class GatewayMeasures:
    """Runs the plan."""

    plan: Plan
    say: Say
    #: What could not be measured, and why.
    missing: list[str] = field(default_factory=list)
    evenings: list[Evening] = field(default_factory=list)

    async def run(self, only: Collection[str] = ()) -> list[Figure]:
        """Measure everything, or some parts.

        Raises:
            OperatorError: a process failed.
        """
        measures: dict[str, Callable[[], Awaitable[list[Figure]]]] = {
            "events": self._events,
            "burst": self._burst,
            "evening": self._evening,
        }
        return [figure for part in PARTS if not only or part in only for figure in await measures[part]()]

    async def _events(self) -> list[Figure]:
        peer = partial(discord_py, uvloop=self.plan.uvloop)
        sides = {
            f"{name}{_WHERE[voice]}": partial(self._costs, start, room=name == "rostra", voice=voice)
            for voice in (False, True)
            for name, start in (("rostra", rostra), ("discord.py", peer))
        }
        samples = await in_turn(sides, self.plan.rounds, lambda text: self.say(f"events: {text}"))
        return [
            Figure(
                f"{name}{_WHERE[voice]}",
                "us CPU an event",
                samples[f"rostra{_WHERE[voice]}"][name],
                "discord.py, empty",
                samples[f"discord.py{_WHERE[voice]}"][name],
                note=note.format(plan=self.plan),
                bound=None if name == "a hand" else Bound(0.5, passes=1.0),
            )
            for voice in (False, True)
            for name, note in _NOTES.items()
        ]

    async def _costs(self, start: Start, *, room: bool, voice: bool = False) -> Taken:
        plan = self.plan
        async with self._side(start, room=room, voice=voice) as side:
            cost = partial(side.cost, plan.settle_seconds)
            await cost("flood", hands=0, churn=plan.churn // 4)  # what is done once is done now
            idle = await side.idle(plan.settle_seconds)
            come_or_go = await cost("flood", idle, hands=0, churn=plan.churn)
            everything = await cost("flood", idle, hands=plan.hands, churn=plan.churn)
        costs = {"come or go": come_or_go, "all": everything}
        taken = {name: used / events * _MICRO for name, (used, events) in costs.items()}
        used, events = everything
        calm = taken["come or go"] / _MICRO * (events - plan.hands)
        return taken | {"a hand": (used - calm) / plan.hands * _MICRO}

    async def _burst(self) -> list[Figure]:
        """Everybody comes and goes in one go, and the rest of the bot has its turn meanwhile."""
        peer = partial(discord_py, uvloop=self.plan.uvloop)
        ours, peers = await side_by_side(
            partial(self._gap, rostra, room=True),
            partial(self._gap, peer, room=False),
            self.plan.rounds,
            lambda text: self.say(f"burst: {text}"),
        )
        note, bound = f"{self.plan.burst:,} come or go in one go", Bound(10, passes=50, alone=True)
        return [
            Figure("the loop is held", "ms at most", ours, "discord.py, empty", peers, note=note, bound=bound)
        ]

    async def _gap(self, start: Start, *, room: bool) -> Taken:
        async with self._side(start, room=room, voice=False) as side:
            await side.cost(self.plan.settle_seconds, "flood", hands=0, churn=self.plan.churn // 4)
            await ask(side.subject, "watch")
            seen = await ask(side.sandbox, "burst", churn=self.plan.burst)
            await side.heard(seen["sequence"])
            return {"gap": (await ask(side.subject, "longest"))["seconds"] * _MILLI}

    async def _evening(self) -> list[Figure]:
        """The evening in its own time; discord.py needs to be there for nothing but its CPU."""
        self.say("evening: rostra")
        plan = self.plan
        async with self._side(rostra, room=True, voice=True) as side:
            before = await ask(side.sandbox, "seen")
            used = (await ask(side.subject, "cpu"))["seconds"]
            seen = await ask(
                side.sandbox,
                "evening",
                hands=plan.hands,
                hand_seconds=plan.hand_seconds,
                churn=plan.churn_a_second,
                seconds=plan.seconds,
            )
            handled = await side.heard(seen["sequence"])
            used = (await ask(side.subject, "cpu"))["seconds"] - used
            waiting = await queue_of(side.ready)
        sent = seen["sent"] - before["sent"]
        found = Evening(
            sent=sent,
            handled=sent - (seen["sequence"] - handled if handled < seen["sequence"] else 0),
            queue_is_right=waiting == seen["hands"],
            waiting=len(waiting),
            seconds=seen["seconds"],
            requests=seen["requests"],
            refused=seen["refused"],
            edits=seen["edits"],
            most_in_window=seen["most_in_window"],
            cpu_seconds=used,
        )
        self.evenings.append(found)
        return _figures_of(found)

    @asynccontextmanager
    async def _side(self, start: Start, *, room: bool, voice: bool) -> AsyncIterator[Side]:
        with tempfile.TemporaryDirectory(prefix="rostra-bench-") as folder:
            ready = Path(folder, "ready.json")
            async with place(ready) as sandbox, start(ready) as subject:
                side = Side(sandbox, subject, ready)
                if room:
                    await ask(sandbox, "open", voice=voice)
                elif voice:
                    await ask(subject, "enter")
                filled = await ask(sandbox, "fill", count=self.plan.listeners)
                await side.heard(filled["sequence"])
                yield side


def _figures_of(found: Evening) -> list[Figure]:
    order = "in the order in which they went up" if found.queue_is_right else "NOT those whose hands are up"
    queue = f"{found.waiting:,} wait, {order}"
    edits = f"{sum(found.edits.values())} edits of {len(found.edits)} messages"
    edits += f", at most {found.most_in_window} of one in 5 s"
    share = 100 * found.cpu_seconds / found.seconds
    return [
        _alone("events lost", "of them", found.sent - found.handled, f"{found.sent:,} sent", most=0),
        _alone("the queue is wrong", "times", not found.queue_is_right, queue, most=0),
        _alone("edits of one message", "a second", found.edits_a_second, edits, most=1),
        _alone("refused with 429", "requests", found.refused, f"of {found.requests}", most=0),
        _alone("all of the evening", "% of a core", share, "panel, card and voice included"),
    ]


def _alone(what: str, unit: str, value: float, note: str, *, most: float | None = None) -> Figure:
    """What is measured of ours only, and how much of it is too much."""
    bound = None if most is None else Bound(most, alone=True)
    return Figure(what, unit, [float(value)], "", [], note=note, bound=bound)
