"""What `rostra bench gateway` measures, and in which order: ours and discord.py take turns.

Each side has a sandbox of its own, on which the same people do the same. What an event costs is counted while
they do it as quickly as they can, so that what is drawn once a second hardly counts; the evening is played in
its own time, and shows what is drawn and asked of Discord, and that nothing is lost.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.bench.figures import Bound, Figure
from bot.bench.gateway.costs import Costs
from bot.bench.gateway.plan import Plan
from bot.bench.gateway.sides import Side, Start, discord_py, place, queue_of, rostra
from bot.bench.memory.sides import ask
from bot.bench.turns import Say, Taken, in_step, side_by_side

PARTS = ("events", "burst", "evening")
_MILLI = 1e3
OURS, PEER = "rostra", "discord.py"
#: By whether the bot's voice is on that stage: the voice server then tells of everybody, too.
_WHERE = {False: "", True: ", in voice"}
_NOTES = {
    "come or go": "a listener comes or goes, on a stage of {plan.listeners:,}; ours has a room there",
    "a hand": "a hand goes up, which ours stores; {plan.hands:,} of them among the others",
    "all": "{plan.churn:,} come or go while {plan.hands:,} hands go up",
}


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
        async with AsyncExitStack() as standing:
            sides = {
                f"{name}{where}": side
                for voice, where in _WHERE.items()
                for name, side in (await standing.enter_async_context(self._both(voice=voice))).items()
            }
            self.say("events: everybody comes")
            costs = Costs(self.plan, sides)
            await costs.warm_up()
            await costs.look_at_rest()
            samples = await in_step(costs.round, self.plan.rounds, lambda text: self.say(f"events: {text}"))
        return [
            Figure(
                f"{name}{where}",
                "us CPU an event",
                samples[f"{OURS}{where}"][name],
                "discord.py, empty",
                samples[f"{PEER}{where}"][name],
                note=note.format(plan=self.plan),
                bound=None if name == "a hand" else Bound(0.5, passes=1.0),
            )
            for where in _WHERE.values()
            for name, note in _NOTES.items()
        ]

    async def _burst(self) -> list[Figure]:
        """Everybody comes and goes in one go, and the rest of the bot has its turn meanwhile."""
        async with self._both(voice=False) as sides:
            await Costs(self.plan, sides).warm_up()
            ours, peers = await side_by_side(
                partial(self._gap, sides[OURS]),
                partial(self._gap, sides[PEER]),
                self.plan.rounds,
                lambda text: self.say(f"burst: {text}"),
            )
        note, bound = f"{self.plan.burst:,} come or go in one go", Bound(10, passes=50, alone=True)
        return [
            Figure("the loop is held", "ms at most", ours, "discord.py, empty", peers, note=note, bound=bound)
        ]

    async def _gap(self, side: Side) -> Taken:
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
    async def _both(self, *, voice: bool) -> AsyncIterator[Mapping[str, Side]]:
        """Ours and discord.py, each with its crowd, for as long as the block lasts."""
        peer = partial(discord_py, uvloop=self.plan.uvloop)
        async with (
            self._side(rostra, room=True, voice=voice) as ours,
            self._side(peer, room=False, voice=voice) as peers,
        ):
            yield {OURS: ours, PEER: peers}

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
