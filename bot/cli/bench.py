"""`rostra bench`: measures beside peers, on this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import OperatorError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.bench.figures import Run

PEERS = (
    "rostra",
    "discord.py",
    "discord-ext-songbird",
    "discord-ext-voice-recv",
    "cryptography",
    "PyNaCl",
    "uvloop",
)


def register(root: typer.Typer) -> None:
    """Add this command."""
    app = typer.Typer(name="bench", help="Measure how fast Rostra is on this machine, beside others.")
    app.callback()(_group)
    app.command()(voice)
    app.command()(memory)
    root.add_typer(app)


def _group() -> None:
    """Measure how fast Rostra is on this machine, beside others."""


def voice(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="A minute instead of half an hour; only to see that it runs.")
    ] = False,
    seconds: Annotated[
        float | None, typer.Option(min=1, help="How long each window lasts; 20, or 3 with --quick.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything to this file, as JSON.")
    ] = None,
    uvloop: Annotated[
        bool, typer.Option("--uvloop", help="Run the peers on uvloop too, as Rostra does anyway.")
    ] = False,
) -> None:
    """Measure voice: streams, memory and recordings, beside discord.py and two of its extensions.

    discord-ext-songbird and discord-ext-voice-recv are measured where they are installed. The machine
    should have two cores and nothing else to do.
    """
    from dataclasses import replace

    from rich.console import Console

    from bot.bench import figures
    from bot.bench.voice import measures

    plan = measures.QUICK if quick else measures.FULL
    plan = replace(plan, uvloop=uvloop, seconds=seconds or plan.seconds)
    console = Console()
    work = measures.VoiceMeasures(plan, lambda line: console.print(line, highlight=False, style="dim"))
    found = asyncio.run(work.run())
    conditions = figures.versions(PEERS) | {
        "window": f"{plan.seconds:g} s, {plan.rounds} rounds that take turns, medians",
        "cores": "sender on one, voice server on the other; nothing compressed but by discord.py",
    }
    run = figures.Run("rostra bench voice" + (" --quick" if quick else ""), found, conditions, work.missing)
    _finish(run, console, json_file)


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

    if unknown := sorted(set(only or ()) - set(measures.PARTS)):
        raise OperatorError(f"there is no part {unknown[0]!r}; there are {', '.join(measures.PARTS)}")
    plan = measures.QUICK if quick else measures.FULL
    plan = replace(plan, rounds=rounds or plan.rounds)
    console = Console()
    work = measures.MemoryMeasures(plan, lambda line: console.print(line, highlight=False, style="dim"))
    found = asyncio.run(work.run(only or ()))
    conditions = figures.versions(("rostra", "discord.py", "aiohttp", "orjson", "zstandard", "uvloop")) | {
        "window": f"{plan.rounds} rounds that take turns, medians; {plan.times} answers in each",
        "cores": "the bot on one, the sandbox on the other; SQLite with its file synchronised at each commit",
    }
    run = figures.Run("rostra bench memory" + (" --quick" if quick else ""), found, conditions, work.missing)
    _finish(run, console, json_file)
    if check and not run.ok:
        raise typer.Exit(1)


def _finish(run: Run, console: Console, json_file: Path | None) -> None:
    """Show what was found, and write it down if it is wanted.

    Raises:
        OperatorError: the file cannot be written.
    """
    run.show(console)
    if json_file is None:
        return
    try:
        json_file.write_text(run.as_json() + "\n", encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"{json_file} cannot be written: {error.strerror}") from error
    typer.echo(f"wrote {json_file}")
