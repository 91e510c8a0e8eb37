"""`rostra bench`: measures beside peers, on this machine."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from bot import discovery
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.bench.voice.measures import Plan as VoicePlan

PEERS = (
    "rostra",
    "discord.py",
    "discord-ext-songbird",
    "discord-ext-voice-recv",
    "cryptography",
    "PyNaCl",
    "uvloop",
)
_BESIDE_THE_SANDBOX = ("rostra", "discord.py", "aiohttp", "orjson", "zstandard", "uvloop")
_FIRST = "each before other programs where the system allows it"
_BOT_AND_SANDBOX = f"the bot on one, the sandbox on the other, {_FIRST}; SQLite synchronised at each commit"


def register(root: typer.Typer) -> None:
    """Add this command."""
    app = typer.Typer(name="bench", help="Measure how fast Rostra is on this machine, beside others.")
    app.callback()(_group)
    app.command()(voice)
    app.command()(memory)
    app.command()(gateway)
    for measures in _of_cogs():
        app.command(name=measures.NAME)(measures.command)
    root.add_typer(app)


def _of_cogs() -> Iterator[ModuleType]:
    """The measures that our cogs bring: a package `measures` with a `NAME` and a `command`."""
    for name in discovery.bundled():
        module = f"{discovery.OURS}.{name}.measures"
        if importlib.util.find_spec(module) is not None:
            yield importlib.import_module(module)


def _group() -> None:
    """Measure how fast Rostra is on this machine, beside others."""


def _require_known(only: Collection[str] | None, parts: Collection[str]) -> None:
    if unknown := sorted(set(only or ()) - set(parts)):
        raise OperatorError(f"there is no part {unknown[0]!r}; there are {', '.join(parts)}")


def voice(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="A minute instead of an hour; only to see that it runs.")
    ] = False,
    seconds: Annotated[
        float | None, typer.Option(min=1, help="How long each window lasts; 20 and 60, or 3 with --quick.")
    ] = None,
    rounds: Annotated[
        int | None, typer.Option(min=1, max=100, help="How often each number is taken; 3, or 1 with --quick.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART",
            help="cpu, live, busy, connected, recorded, streams or replay; may be given several times.",
        ),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything to this file, as JSON.")
    ] = None,
    uvloop: Annotated[
        bool, typer.Option("--uvloop", help="Run the peers on uvloop too, as Rostra does anyway.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="End with 1 if something misses what it has to reach.")
    ] = False,
) -> None:
    """Measure voice: streams, memory and recordings, beside discord.py and two of its extensions.

    discord-ext-songbird, discord-ext-voice-recv and ffmpeg are measured where they are installed. The
    machine should have two cores and nothing else to do.
    """
    from dataclasses import replace

    from rich.console import Console

    from bot.bench import figures
    from bot.bench.voice import measures

    _require_known(only, measures.PARTS)
    plan = measures.QUICK if quick else measures.FULL
    plan = replace(
        plan,
        uvloop=uvloop,
        rounds=rounds or plan.rounds,
        seconds=seconds or plan.seconds,
        ladder_seconds=seconds or plan.ladder_seconds,
    )
    console = Console()
    work = measures.VoiceMeasures(plan, lambda line: console.print(line, highlight=False, style="dim"))
    found = asyncio.run(work.run(only or ()))
    name = "rostra bench voice" + (" --quick" if quick else "")
    run = figures.Run(name, found, _conditions_of(plan), work.missing)
    figures.finish(run, console, json_file)
    if check and not run.ok:
        raise typer.Exit(1)


def _conditions_of(plan: VoicePlan) -> dict[str, str]:
    """How voice was measured."""
    from bot.bench import figures

    return figures.versions(PEERS) | {
        "window": f"{plan.seconds:g} s, {plan.rounds} rounds that take turns, medians",
        "ladders": f"{plan.ladder_seconds:g} s a step; ours and the peers climb side by side",
        "cores": f"sender on one, voice server on the other, {_FIRST}; nothing compressed but by discord.py",
    }


def memory(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="A minute instead of several; only to see that it runs.")
    ] = False,
    rounds: Annotated[
        int | None, typer.Option(min=1, max=100, help="How often each number is taken; 3, or 1 with --quick.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="communities, listeners or answers; may be given several times."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything to this file, as JSON.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="End with 1 if something misses what it has to reach.")
    ] = False,
) -> None:
    """Measure what communities and listeners cost in memory, and answers with much in the database.

    discord.py with its defaults is measured beside, in turn. The machine should have two cores and
    nothing else to do.
    """
    from dataclasses import replace

    from rich.console import Console

    from bot.bench import figures
    from bot.bench.memory import measures

    _require_known(only, measures.PARTS)
    plan = measures.QUICK if quick else measures.FULL
    plan = replace(plan, rounds=rounds or plan.rounds)
    console = Console()
    work = measures.MemoryMeasures(plan, lambda line: console.print(line, highlight=False, style="dim"))
    found = asyncio.run(work.run(only or ()))
    conditions = figures.versions(_BESIDE_THE_SANDBOX) | {
        "window": f"{plan.rounds} rounds that take turns, medians; {plan.times} answers in each",
        "cores": _BOT_AND_SANDBOX,
    }
    run = figures.Run("rostra bench memory" + (" --quick" if quick else ""), found, conditions, work.missing)
    figures.finish(run, console, json_file)
    if check and not run.ok:
        raise typer.Exit(1)


def gateway(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Half a minute instead of several; only to see that it runs.")
    ] = False,
    rounds: Annotated[
        int | None,
        typer.Option(min=1, max=100, help="How often each number is taken; 15, or 1 with --quick."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="events, burst or evening; may be given several times."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything to this file, as JSON.")
    ] = None,
    uvloop: Annotated[
        bool, typer.Option("--uvloop", help="Run discord.py on uvloop too, as Rostra does anyway.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="End with 1 if something misses what it has to reach.")
    ] = False,
) -> None:
    """Measure a stage of ten thousand listeners who come, go and ask to speak.

    An empty bot of discord.py hears the same beside, in turn. The machine should have two cores and
    nothing else to do.
    """
    from dataclasses import replace

    from rich.console import Console

    from bot.bench import figures
    from bot.bench.gateway import measures
    from bot.bench.gateway.plan import FULL, QUICK

    _require_known(only, measures.PARTS)
    plan = QUICK if quick else FULL
    plan = replace(plan, rounds=rounds or plan.rounds, uvloop=uvloop)
    console = Console()
    work = measures.GatewayMeasures(plan, lambda line: console.print(line, highlight=False, style="dim"))
    found = asyncio.run(work.run(only or ()))
    conditions = figures.versions(_BESIDE_THE_SANDBOX) | {
        "window": f"{plan.rounds} rounds in which all take turns, medians; a ratio is the median of theirs",
        "cores": _BOT_AND_SANDBOX,
        "gateway": "compressed with zstd for both; discord.py on " + ("uvloop" if uvloop else "asyncio"),
    }
    run = figures.Run("rostra bench gateway" + (" --quick" if quick else ""), found, conditions, work.missing)
    figures.finish(run, console, json_file)
    if check and not run.ok:
        raise typer.Exit(1)
