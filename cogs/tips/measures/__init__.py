"""`rostra bench ledger`: durable tips beside the bare database, and what reading costs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NAME = "ledger"


def command(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="A minute instead of several; only to see that it runs.")
    ] = False,
    postgresql: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="A server to measure beside pgbench, as postgresql+asyncpg://USER@HOST/NAME;"
            " a database of its own is made there, and dropped.",
        ),
    ] = None,
    most: Annotated[
        int, typer.Option(min=200_000, max=50_000_000, help="How many entries the largest ledger has.")
    ] = 5_000_000,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything to this file, as JSON.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="End with 1 if something misses what it has to reach.")
    ] = False,
) -> None:
    """Measure durable tips and what reading costs, beside the bare database in turn.

    The machine should have nothing else to do.
    """
    from rich.console import Console

    from bot.bench import figures
    from bot.cli.process import run as run_as_the_bot_does
    from cogs.tips.measures.plan import FULL, QUICK, LedgerMeasures

    plan = QUICK if quick else FULL
    console = Console()
    work = LedgerMeasures(
        plan,
        postgresql,
        200_000 if quick else most,
        lambda line: console.print(line, highlight=False, style="dim"),
    )
    found = run_as_the_bot_does(work.run())
    conditions = figures.versions(("rostra", "sqlalchemy", "aiosqlite", "asyncpg", "uvloop")) | {
        "window": f"{plan.seconds:g} s, {plan.rounds} rounds that take turns, medians",
        "cores": "everything on one; every commit is forced to the disk before it counts",
        **work.conditions,
    }
    run = figures.Run("rostra bench ledger" + (" --quick" if quick else ""), found, conditions, work.missing)
    figures.finish(run, console, json_file)
    if check and not run.ok:
        raise typer.Exit(1)
