"""What is measured, how often, and what is to be reached."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.bench.figures import Bound, Figure
from bot.bench.pinned import to_core
from bot.bench.turns import Samples, in_turn
from cogs.tips.measures import reading, server, writing

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, and how often."""

    seconds: float
    rounds: int


FULL = Plan(seconds=5.0, rounds=5)
QUICK = Plan(seconds=1.0, rounds=1)
FEW = 100_000  # entries, with which the other ledgers are compared
SIZES = 10_000, FEW, 1_000_000


class LedgerMeasures:
    """Everything, one after another."""

    def __init__(self, plan: Plan, server_url: str | None, most: int, say: Say) -> None:
        self._plan = plan
        self._server_url = server_url
        self._sizes = [*(size for size in SIZES if size < most), most]
        self._say = say
        self.missing: list[str] = []
        self.conditions: dict[str, str] = {}

    async def run(self) -> list[Figure]:
        """Measure SQLite, and PostgreSQL where one is named."""
        to_core(0)
        with tempfile.TemporaryDirectory(prefix="rostra-bench-") as folder:
            figures = await self._on_files(Path(folder))
        if self._server_url is None:
            self.missing.append("PostgreSQL is not measured: name one with --postgresql")
            return figures
        if server.pgbench() is None:
            self.missing.append("PostgreSQL is not measured: there is no pgbench")
            return figures
        return figures + await self._on_server(self._server_url)

    async def _on_files(self, folder: Path) -> list[Figure]:
        seconds = self._plan.seconds
        async with writing.ours(folder / "ours.db") as ours, writing.bare(folder / "bare.db") as bare:
            samples = await in_turn(
                {
                    "SQLite by itself": lambda: bare.take(seconds),
                    "Rostra on SQLite": lambda: ours.take(seconds),
                    "fdatasync": lambda: writing.syncs(folder / "syncs", seconds),
                },
                self._plan.rounds,
                self._say,
            )
        self.conditions["SQLite"] = (
            "WAL of 16 MiB, synchronous=FULL; by itself the same statements, one thread, one by one"
        )
        reads = await reading.of_sqlite(folder, self._sizes, self._plan.rounds, self._say)
        return [*_written(samples), *_read("SQLite", reads)]

    async def _on_server(self, url: str) -> list[Figure]:
        async with server.database(url) as made:
            await server.prepare(made)
            samples = await in_turn(
                {
                    "pgbench": lambda: server.peer(made, self._plan.seconds),
                    "Rostra on PostgreSQL": lambda: server.ours(made, self._plan.seconds),
                },
                self._plan.rounds,
                self._say,
            )
        reads = await reading.of_server(url, self._sizes, self._plan.rounds, self._say)
        self.conditions["PostgreSQL"] = await server.conditions(url)
        return [*_served(samples), *_read("PostgreSQL", reads)]


def _written(samples: Samples) -> list[Figure]:
    ours, bare = samples["Rostra on SQLite"], samples["SQLite by itself"]
    tips, lone = writing.TIPS, writing.LONE
    return [
        Figure(
            "tips of 100 callers on SQLite",
            "a second",
            ours[tips],
            "by itself",
            bare[tips],
            bound=Bound(3, 2, at_least=True),
        ),
        Figure(
            "the same",
            "a second",
            ours[tips],
            "fdatasync",
            samples["fdatasync"][writing.SYNCS],
            bound=Bound(2.5, at_least=True),
        ),
        Figure(
            "one caller on SQLite, median", "ms", ours[lone], "by itself", bare[lone], bound=Bound(1.5, 4)
        ),
    ]


def _served(samples: Samples) -> list[Figure]:
    ours, peer = samples["Rostra on PostgreSQL"], samples["pgbench"]
    spread, hot = server.SPREAD, server.HOT
    return [
        Figure(
            f"tips in {server.COMMUNITIES} communities on PostgreSQL",
            "a second",
            ours[spread],
            "pgbench",
            peer[spread],
            bound=Bound(1.8, at_least=True),
        ),
        Figure(
            "tips to one creator on PostgreSQL",
            "a second",
            ours[hot],
            "pgbench",
            peer[hot],
            bound=Bound(6, at_least=True),
        ),
        Figure(
            "tips to one creator beside many communities",
            "a second",
            ours[hot],
            "ours, spread",
            ours[spread],
            bound=Bound(1, at_least=True),
        ),
    ]


def _read(store: str, samples: Mapping[int, Mapping[str, list[float]]]) -> list[Figure]:
    few = samples[FEW]
    return [
        Figure(
            f"{what} of {size:,} entries on {store}", "ms", times, f"of {FEW:,}", few[what], bound=Bound(2)
        )
        for what in few
        for size, times in ((size, asked[what]) for size, asked in samples.items() if size != FEW)
    ]
