"""What is measured of the voice, and in which order: ours and the peers take turns."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.bench.figures import Figure
from bot.bench.processes import Child, running
from bot.errors import OperatorError

#: What a stream has to be to count as played (docs/explanation/benchmarks.md).
SHARE, P99_MS = 0.995, 10.0
#: A recording may lose packets while its files are made.
GRACE_SECONDS = 2.0
SERVER_CORE, SENDER_CORE = 1, 0

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how often."""

    seconds: float
    rounds: int
    ladder_rounds: int
    #: How many streams are tried, by kind; a ladder ends with the first step that fails.
    ladders: dict[str, tuple[int, ...]]
    streams_for_cpu: int
    live_ours: int
    live_peer: int
    connected: int
    connected_peer: int
    busy_streams: int
    speakers: dict[str, int]
    #: Whether the peers run on uvloop too.
    uvloop: bool


QUICK = Plan(
    seconds=3.0,
    rounds=1,
    ladder_rounds=0,
    ladders={},
    streams_for_cpu=100,
    live_ours=200,
    live_peer=5,
    connected=100,
    connected_peer=50,
    busy_streams=100,
    speakers={"ours": 200, "voice_recv_pcm": 20, "voice_recv_opus": 40},
    uvloop=False,
)
FULL = Plan(
    seconds=20.0,
    rounds=3,
    ladder_rounds=1,
    ladders={
        "ours_clips": (200, 400, 800, 1_200, 1_600, 2_000, 2_400, 2_800),
        "discord_py_clips": (25, 50, 100, 150, 200, 250, 300),
        "songbird_clips": (50, 100, 200, 400, 600, 800, 1_000),
    },
    streams_for_cpu=200,
    live_ours=800,
    live_peer=10,
    connected=1_200,
    connected_peer=400,
    busy_streams=400,
    speakers={"ours": 400, "voice_recv_pcm": 40, "voice_recv_opus": 80},
    uvloop=False,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One window of one sender."""

    cpu_seconds: float
    seconds: float
    arrived: dict[str, float]
    resident_bytes: int

    @property
    def microseconds_a_packet(self) -> float:
        """What a packet cost of the sender's core."""
        return self.cpu_seconds / max(1.0, self.arrived["packets"]) * 1e6

    def passes(self, streams: int) -> bool:
        """Whether every stream was whole and in time, and every packet opened."""
        arrived = self.arrived
        whole = arrived["streams"] == streams and arrived["share"] >= SHARE
        return whole and arrived["p99_ms"] <= P99_MS and not arrived["bad"]


class VoiceMeasures:
    """Runs the plan against one endpoint after the other."""

    def __init__(self, plan: Plan, say: Progress) -> None:
        self._plan = plan
        self._say = say
        #: What could not be measured, and why.
        self.missing: list[str] = []

    async def run(self) -> list[Figure]:
        """Measure everything."""
        figures = [
            await self._cpu_a_packet(),
            await self._live(),
            await self._busy(),
            *await self._connected(),
        ]
        figures += await self._recorded()
        figures += await self._most_streams()
        return figures

    async def _cpu_a_packet(self) -> Figure:
        count = self._plan.streams_for_cpu
        ours, theirs = await self._turns(("ours_clips", count), ("discord_py_clips", count))
        late = max(outcome.arrived["p99_ms"] for outcome in ours)
        return Figure(
            f"CPU a packet, {count} streams",
            "us",
            [outcome.microseconds_a_packet for outcome in ours],
            "discord.py",
            [outcome.microseconds_a_packet for outcome in theirs],
            "<= 0.27 x",
            f"p99 {late:.1f} ms against {max(o.arrived['p99_ms'] for o in theirs):.1f} ms",
        )

    async def _live(self) -> Figure:
        plan = self._plan
        ours, theirs = await self._turns(("ours_live", plan.live_ours), ("discord_py_live", plan.live_peer))
        return Figure(
            "one live source, CPU a stage",
            "us a second",
            [outcome.cpu_seconds / outcome.seconds / plan.live_ours * 1e6 for outcome in ours],
            "discord.py",
            [outcome.cpu_seconds / outcome.seconds / plan.live_peer * 1e6 for outcome in theirs],
            "<= 1/40 x",
            f"{plan.live_ours} stages at {_share(ours)} of a core, {plan.live_peer} at {_share(theirs)}",
        )

    async def _busy(self) -> Figure:
        count = self._plan.busy_streams
        outcomes = [await self._window("ours_clips", count, busy=0.3) for _ in range(self._plan.rounds)]
        return Figure(
            f"{count} streams, event loop 30 % busy, p99",
            "ms",
            [outcome.arrived["p99_ms"] for outcome in outcomes],
            "",
            [],
            "<= 5 ms",
        )

    async def _connected(self) -> list[Figure]:
        plan = self._plan
        ours, theirs = await self._turns(
            ("ours_idle", plan.connected), ("discord_py_idle", plan.connected_peer), plays=False
        )
        memory = Figure(
            "memory a connected stage",
            "KiB",
            [outcome.resident_bytes / plan.connected / 1024 for outcome in ours],
            "discord.py",
            [outcome.resident_bytes / plan.connected_peer / 1024 for outcome in theirs],
            "<= 0.35 x",
        )
        stages = Figure(
            "stages connected in one process", "", [float(plan.connected)] if ours else [], "", [], "> 1,000"
        )
        return [stages, memory]

    async def _recorded(self) -> list[Figure]:
        figures = []
        for peer, goal in (("voice_recv_pcm", "<= 1/20 x"), ("voice_recv_opus", "<= 1/10 x")):
            ours: list[float] = []
            theirs: list[float] = []
            lost: list[float] = []
            for _ in range(self._plan.rounds):
                cost, share = await self._record("ours", self._plan.speakers["ours"])
                ours.append(cost)
                lost.append(1 - share)
                try:
                    theirs.append((await self._record(peer, self._plan.speakers[peer]))[0])
                except OperatorError as error:
                    self._miss(f"discord-ext-voice-recv: {error}")
            figures.append(
                Figure("CPU a recorded packet", "us", ours, peer, theirs, goal, f"ours lost {max(lost):.2%}")
            )
        return figures

    async def _most_streams(self) -> list[Figure]:
        most: dict[str, list[float]] = {kind: [] for kind in self._plan.ladders}
        for _ in range(self._plan.ladder_rounds):
            for kind, steps in self._plan.ladders.items():
                try:
                    most[kind].append(float(await self._climb(kind, steps)))
                except OperatorError as error:
                    self._miss(f"{kind}: {error}")
        ours = most.pop("ours_clips", [])
        goals = {"discord_py_clips": ">= 10 x", "songbird_clips": ">= 2 x"}
        return [
            Figure("streams of ready Opus a core", "", ours, kind, peers, goals[kind])
            for kind, peers in most.items()
        ]

    async def _climb(self, kind: str, steps: tuple[int, ...]) -> int:
        reached = 0
        for count in steps:
            if not (await self._window(kind, count)).passes(count):
                break
            reached = count
        return reached

    async def _turns(
        self, first: tuple[str, int], second: tuple[str, int], *, plays: bool = True
    ) -> tuple[list[Outcome], list[Outcome]]:
        outcomes: tuple[list[Outcome], list[Outcome]] = ([], [])
        for _ in range(self._plan.rounds):
            for kept, (kind, count) in zip(outcomes, (first, second), strict=True):
                kept.append(await self._window(kind, count, plays=plays))
        return outcomes

    async def _window(self, kind: str, count: int, *, busy: float = 0.0, plays: bool = True) -> Outcome:
        order = {"do": "play", "kind": kind, "count": count, "busy": busy, "uvloop": self._has_uvloop(kind)}
        async with _endpoint() as (server, address), _measured(order, address) as (sender, ready):
            if not plays:
                return Outcome(0.0, 0.0, {}, ready["resident_bytes"])
            await server.ask({"do": "begin"})
            await sender.ask({"do": "begin"})
            await asyncio.sleep(self._plan.seconds)
            cost = await sender.ask({"do": "end"})
            arrived = await server.ask({"do": "end"})
        self._say(
            f"{kind} {count}: {cost['cpu_seconds'] / cost['seconds']:.0%} of a core,"
            f" {arrived['share']:.1%} of the packets, p99 {arrived['p99_ms']:.1f} ms"
        )
        return Outcome(cost["cpu_seconds"], cost["seconds"], arrived, ready["resident_bytes"])

    async def _record(self, kind: str, count: int) -> tuple[float, float]:
        """What a packet costs, in microseconds, and which share of them is kept."""
        with tempfile.TemporaryDirectory() as folder:
            order = {
                "do": "record",
                "kind": kind,
                "count": count,
                "folder": folder,
                "uvloop": self._plan.uvloop,
            }
            async with _endpoint() as (server, address), _measured(order, address) as (taker, _):
                seconds = GRACE_SECONDS + self._plan.seconds
                await server.ask({"do": "speak", "speakers": count, "seconds": seconds + 1.0})
                await asyncio.sleep(GRACE_SECONDS)
                await taker.ask({"do": "begin"})
                await asyncio.sleep(self._plan.seconds)
                cost = await taker.ask({"do": "end"})
                sent = await server.ask({"do": "spoken"})
                await asyncio.sleep(1.0)
                kept = (await taker.ask({"do": "end"}))["received"]
        microseconds = cost["cpu_seconds"] / max(1, cost["received_meanwhile"]) * 1e6
        self._say(
            f"recording, {kind} {count}: {cost['cpu_seconds'] / cost['seconds']:.0%} of a core,"
            f" {microseconds:.1f} us a packet, {kept} of {sent['sent']}"
        )
        return microseconds, kept / max(1, sent["sent"])

    def _has_uvloop(self, kind: str) -> bool:
        # As `rostra run` has it; the peers as they come, unless they are to have it too.
        return kind.startswith("ours") or self._plan.uvloop

    def _miss(self, what: str) -> None:
        if what not in self.missing:
            self.missing.append(what)
            self._say(what)


def _share(outcomes: list[Outcome]) -> str:
    shares = sorted(outcome.cpu_seconds / outcome.seconds for outcome in outcomes)
    return f"{shares[len(shares) // 2]:.0%}"


@asynccontextmanager
async def _endpoint() -> AsyncIterator[tuple[Child, dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        async with running("bot.bench.voice.endpoint", str(SERVER_CORE), folder) as server:
            yield server, await server.answer()


@asynccontextmanager
async def _measured(
    order: dict[str, Any], address: dict[str, Any]
) -> AsyncIterator[tuple[Child, dict[str, Any]]]:
    async with running("bot.bench.voice.measured", ca_file=address["ca_file"]) as child:
        yield child, await child.ask(order | {"endpoint": address["endpoint"], "core": SENDER_CORE})
