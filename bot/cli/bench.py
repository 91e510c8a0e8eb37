"""`rostra bench`: measures beside peers, on this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

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
    run.show(console)
    if json_file is not None:
        json_file.write_text(run.as_json() + "\n", encoding="utf-8")
        typer.echo(f"wrote {json_file}")
