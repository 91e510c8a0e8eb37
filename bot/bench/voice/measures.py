"""What is measured of the voice, and in which order: ours and the peers take turns."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.bench.figures import Bound, Figure
from bot.bench.processes import Child, running
from bot.bench.voice import replays
from bot.errors import OperatorError

#: What a stream has to be to count as played (docs/explanation/benchmarks.md), and how much of a recording.
SHARE, P99_MS = 0.995, 10.0
#: As many packets as may not open: discord-ext-songbird seals about one in a million so that it does not.
BAD_SHARE = 1e-5
#: A recording may lose packets while its files are made.
GRACE_SECONDS = 2.0
#: How often a step of a ladder may be tried.
TRIES = 3
#: What is on its way when a recording is counted has arrived by then.
SETTLE_SECONDS = 1.0
SERVER_CORE, SENDER_CORE = 1, 0
#: What can be measured by itself, in the order in which it is.
PARTS = ("cpu", "live", "busy", "connected", "recorded", "streams", "replay")

Progress = Callable[[str], None]
#: Whether so many of a kind hold.
Holds = Callable[[str, int], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how often."""

    seconds: float
    rounds: int
    ladder_rounds: int
    #: How long each step of a ladder lasts.
    ladder_seconds: float
    #: How many streams are tried, by kind; a ladder ends with the first step that fails.
    ladders: dict[str, tuple[int, ...]]
    #: How many speakers are tried, by kind of recorder.
    speaker_ladders: dict[str, tuple[int, ...]]
    streams_for_cpu: int
    live_ours: int
    live_peer: int
    connected: int
    connected_peer: int
    busy_streams: int
    speakers: dict[str, int]
    #: How long the room was of which a replay is made.
    replay_minutes: int
    #: Whether the peers run on uvloop too.
    uvloop: bool


QUICK = Plan(
    seconds=3.0,
    rounds=1,
    ladder_rounds=0,
    ladder_seconds=3.0,
    ladders={},
    speaker_ladders={},
    streams_for_cpu=100,
    live_ours=200,
    live_peer=5,
    connected=100,
    connected_peer=50,
    busy_streams=100,
    speakers={"ours": 200, "voice_recv_pcm": 20, "voice_recv_opus": 40},
    replay_minutes=2,
    uvloop=False,
)
FULL = Plan(
    seconds=20.0,
    rounds=3,
    ladder_rounds=1,
    ladder_seconds=60.0,
    ladders={
        "ours_clips": (400, 800, 1_000, 1_200, 1_400, 1_600, 2_000, 2_400),
        "discord_py_clips": (50, 100, 150, 200, 250, 300),
        "songbird_clips": (200, 400, 600, 800, 1_000),
    },
    speaker_ladders={
        "ours": (200, 400, 800, 1_200, 1_600, 2_000),
        "voice_recv_pcm": (25, 50, 75, 100, 150),
        "voice_recv_opus": (50, 100, 150, 200, 300),
    },
    streams_for_cpu=200,
    live_ours=800,
    live_peer=10,
    connected=1_200,
    connected_peer=400,
    busy_streams=400,
    speakers={"ours": 400, "voice_recv_pcm": 40, "voice_recv_opus": 80},
    replay_minutes=60,
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
        """Whether every stream was whole and in time; a packet that does not open has not come."""
        arrived = self.arrived
        whole = arrived["streams"] == streams and arrived["share"] >= SHARE
        opens = arrived["bad"] <= arrived["packets"] * BAD_SHARE
        return whole and opens and arrived["p99_ms"] <= P99_MS


@dataclass(frozen=True, slots=True)
class Kept:
    """One recording."""

    microseconds_a_packet: float
    #: Of what was sent once the first seconds were over.
    share: float


class VoiceMeasures:
    """Runs the plan against one endpoint after the other."""

    def __init__(self, plan: Plan, say: Progress) -> None:
        self._plan = plan
        self._say = say
        #: What could not be measured, and why.
        self.missing: list[str] = []

    async def run(self, only: Collection[str] = ()) -> list[Figure]:
        """Measure everything, or some parts."""
        measures = {
            "cpu": self._cpu_a_packet,
            "live": self._live,
            "busy": self._busy,
            "connected": self._connected,
            "recorded": self._recorded,
            "streams": self._most_streams,
            "replay": self._replay,
        }
        return [figure for part in PARTS if not only or part in only for figure in await measures[part]()]

    async def _cpu_a_packet(self) -> list[Figure]:
        count = self._plan.streams_for_cpu
        ours, theirs = await self._turns(("ours_clips", count), ("discord_py_clips", count))
        return [
            Figure(
                f"CPU a packet, {count} streams",
                "us",
                [outcome.microseconds_a_packet for outcome in ours],
                "discord.py",
                [outcome.microseconds_a_packet for outcome in theirs],
                bound=Bound(0.27, 0.33),
                note=f"p99 {_p99(ours):.1f} ms against {_p99(theirs):.1f} ms; 5 ms at most is the goal",
            )
        ]

    async def _live(self) -> list[Figure]:
        plan = self._plan
        ours, theirs = await self._turns(("ours_live", plan.live_ours), ("discord_py_live", plan.live_peer))
        return [
            Figure(
                "one live source, CPU a stage",
                "us a second",
                [outcome.cpu_seconds / outcome.seconds / plan.live_ours * 1e6 for outcome in ours],
                "discord.py",
                [outcome.cpu_seconds / outcome.seconds / plan.live_peer * 1e6 for outcome in theirs],
                bound=Bound(1 / 40),
                note=f"{plan.live_ours} at {_share(ours)} of a core, {plan.live_peer} at {_share(theirs)}",
            )
        ]

    async def _busy(self) -> list[Figure]:
        count = self._plan.busy_streams
        outcomes = [await self._window("ours_clips", count, busy=0.3) for _ in range(self._plan.rounds)]
        return [
            Figure(
                f"{count} streams, event loop 30 % busy, p99",
                "ms",
                [outcome.arrived["p99_ms"] for outcome in outcomes],
                "",
                [],
                bound=Bound(5.0, alone=True),
            )
        ]

    async def _connected(self) -> list[Figure]:
        plan = self._plan
        ours, theirs = await self._turns(
            ("ours_idle", plan.connected), ("discord_py_idle", plan.connected_peer), plays=False
        )
        return [
            Figure(
                "stages connected in one process",
                "",
                [float(plan.connected)] if ours else [],
                "",
                [],
                bound=Bound(1_001, at_least=True, alone=True) if plan.connected > 1_000 else None,  # noqa: PLR2004 - the plan can reach it
            ),
            Figure(
                "memory a connected stage",
                "KiB",
                [outcome.resident_bytes / plan.connected / 1024 for outcome in ours],
                "discord.py",
                [outcome.resident_bytes / plan.connected_peer / 1024 for outcome in theirs],
                bound=Bound(0.35, 0.5),
            ),
        ]

    async def _recorded(self) -> list[Figure]:
        figures = []
        for peer, bound in (
            ("voice_recv_pcm", Bound(1 / 20, 1 / 10)),
            ("voice_recv_opus", Bound(1 / 10, 1 / 5)),
        ):
            ours, theirs = [], []
            for _ in range(self._plan.rounds):
                ours.append(await self._record("ours", self._plan.speakers["ours"]))
                try:
                    theirs.append(await self._record(peer, self._plan.speakers[peer]))
                except OperatorError as error:
                    self._miss(f"discord-ext-voice-recv: {error}")
            figures.append(
                Figure(
                    "CPU a recorded packet",
                    "us",
                    [kept.microseconds_a_packet for kept in ours],
                    peer,
                    [kept.microseconds_a_packet for kept in theirs],
                    bound=bound,
                    note=f"ours lost {max(1 - kept.share for kept in ours):.2%}",
                )
            )
        return [*figures, *await self._most_speakers()]

    async def _most_speakers(self) -> list[Figure]:
        async def keeps(kind: str, count: int) -> bool:
            return (await self._record(kind, count, self._plan.ladder_seconds)).share >= SHARE

        most = await self._climbed(self._plan.speaker_ladders, keeps)
        bounds = {
            "voice_recv_pcm": Bound(20, 10, at_least=True),
            "voice_recv_opus": Bound(10, 5, at_least=True),
        }
        return _over(most, "ours", "speakers recorded by a core", bounds)

    async def _most_streams(self) -> list[Figure]:
        async def plays(kind: str, count: int) -> bool:
            return (await self._window(kind, count, seconds=self._plan.ladder_seconds)).passes(count)

        most = await self._climbed(self._plan.ladders, plays)
        bounds = {"discord_py_clips": Bound(10, 6, at_least=True), "songbird_clips": Bound(2, at_least=True)}
        return _over(most, "ours_clips", "streams of ready Opus a core", bounds)

    async def _climbed(self, ladders: Mapping[str, tuple[int, ...]], holds: Holds) -> dict[str, list[float]]:
        """The highest step of each kind that holds, in each round; the kinds climb side by side."""
        most: dict[str, list[float]] = {kind: [] for kind in ladders}
        for _ in range(self._plan.ladder_rounds):
            climbing = {kind: list(reversed(steps)) for kind, steps in ladders.items()}
            reached: dict[str, int] = {}
            while climbing:
                for kind in [*climbing]:
                    count = climbing[kind].pop()
                    if await self._holds(holds, kind, count):
                        reached[kind] = count
                    else:
                        climbing[kind].clear()
                    if not climbing[kind]:
                        del climbing[kind]
            for kind, count in reached.items():
                most[kind].append(float(count))
        return most

    async def _holds(self, holds: Holds, kind: str, count: int) -> bool:
        """Whether a step holds once in `TRIES`: it is nobody's fault that the machine stood still."""
        try:
            for _ in range(TRIES):
                if await holds(kind, count):
                    return True
        except OperatorError as error:
            self._miss(f"{kind}: {error}")
        return False

    async def _replay(self) -> list[Figure]:
        figures, missing = await replays.measured(self._plan.replay_minutes, self._plan.rounds, self._say)
        if missing:
            self._miss(missing)
        return figures

    async def _turns(
        self, first: tuple[str, int], second: tuple[str, int], *, plays: bool = True
    ) -> tuple[list[Outcome], list[Outcome]]:
        outcomes: tuple[list[Outcome], list[Outcome]] = ([], [])
        for _ in range(self._plan.rounds):
            for kept, (kind, count) in zip(outcomes, (first, second), strict=True):
                kept.append(await self._window(kind, count, plays=plays))
        return outcomes

    async def _window(
        self, kind: str, count: int, *, busy: float = 0.0, plays: bool = True, seconds: float | None = None
    ) -> Outcome:
        order = {"do": "play", "kind": kind, "count": count, "busy": busy, "uvloop": self._has_uvloop(kind)}
        async with _endpoint() as (server, address), _measured(order, address) as (sender, ready):
            if not plays:
                return Outcome(0.0, 0.0, {}, ready["resident_bytes"])
            await server.ask({"do": "begin"})
            await sender.ask({"do": "begin"})
            await asyncio.sleep(seconds or self._plan.seconds)
            cost = await sender.ask({"do": "end"})
            arrived = await server.ask({"do": "end"})
        self._say(
            f"{kind} {count}: {cost['cpu_seconds'] / cost['seconds']:.0%} of a core,"
            f" {arrived['share']:.1%} of the packets, {arrived['bad']} that did not open,"
            f" p99 {arrived['p99_ms']:.1f} ms"
        )
        return Outcome(cost["cpu_seconds"], cost["seconds"], arrived, ready["resident_bytes"])

    async def _record(self, kind: str, count: int, seconds: float | None = None) -> Kept:
        """Let so many speak at once into one recording."""
        seconds = seconds or self._plan.seconds
        order: dict[str, Any] = {"do": "record", "kind": kind, "count": count, "uvloop": self._plan.uvloop}
        with tempfile.TemporaryDirectory() as folder:
            order["folder"] = folder
            async with _endpoint() as (server, address), _measured(order, address) as (taker, _):
                await server.ask(
                    {"do": "speak", "speakers": count, "seconds": GRACE_SECONDS + seconds + SETTLE_SECONDS}
                )
                await asyncio.sleep(GRACE_SECONDS)
                before = (await server.ask({"do": "sent"}))["sent"]
                await taker.ask({"do": "begin"})
                await asyncio.sleep(seconds)
                cost = await taker.ask({"do": "end"})
                sent = (await server.ask({"do": "spoken"}))["sent"] - before
                await asyncio.sleep(SETTLE_SECONDS)
                kept = (await taker.ask({"do": "end"}))["received_meanwhile"]
        microseconds = cost["cpu_seconds"] / max(1, cost["received_meanwhile"]) * 1e6
        self._say(
            f"recording, {kind} {count}: {cost['cpu_seconds'] / cost['seconds']:.0%} of a core,"
            f" {microseconds:.1f} us a packet, {kept} of {sent} after the first {GRACE_SECONDS:g} s"
        )
        # What was on its way when it was begun is in one of the two numbers only.
        return Kept(microseconds, min(1.0, kept / max(1, sent)))

    def _has_uvloop(self, kind: str) -> bool:
        # As `rostra run` has it; the peers as they come, unless they are to have it too.
        return kind.startswith("ours") or self._plan.uvloop

    def _miss(self, what: str) -> None:
        if what not in self.missing:
            self.missing.append(what)
            self._say(what)


def _p99(outcomes: Sequence[Outcome]) -> float:
    return max(outcome.arrived["p99_ms"] for outcome in outcomes)


def _over(most: Mapping[str, list[float]], ours: str, what: str, bounds: Mapping[str, Bound]) -> list[Figure]:
    """What a core of ours does beside each peer's."""
    return [
        Figure(what, "", most[ours], peer, peers, bound=bounds[peer])
        for peer, peers in most.items()
        if peer != ours
    ]


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
