"""`rostra doctor`: what is wrong with an installation, and what to do."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ConfigOption, DatabaseOption, config_file, read_config
from bot.cli.run import SandboxOption, read_ready
from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from bot.doctor.findings import Finding
    from bot.sandbox.ready import ReadyFile

_STYLES = {"ok": "green", "warning": "yellow", "problem": "bold red", "skipped": "dim"}


def register(root: typer.Typer) -> None:
    """Add this command."""
    root.command()(doctor)


def doctor(
    config: ConfigOption = None,
    database: DatabaseOption = None,
    sandbox: SandboxOption = None,
    community: Annotated[
        list[int] | None,
        typer.Option(metavar="ID", help="Look at this community only; may be given several times."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Look for what keeps the bot from working, and say what to do; ends with 1 if there is something.

    It reads the configuration, asks the database and Discord, and tries to start every cog.
    Nothing is changed, and a bot that runs meanwhile is not disturbed.
    """
    # What goes wrong is said as a finding; a warning of a library in between would break the list.
    logging.getLogger().addHandler(logging.NullHandler())
    ready = None if sandbox is None else read_ready(sandbox)
    findings = asyncio.run(_look(config, database, ready, frozenset(community or ()), quiet=as_json))
    well = not any(finding.state.value == "problem" for finding in findings)
    if as_json:
        typer.echo(json.dumps({"ok": well, "findings": [one.as_json() for one in findings]}, indent=2))
    else:
        typer.echo(_verdict(findings))
    raise typer.Exit(0 if well else 1)


async def _look(
    path: Path | None, database: str | None, ready: ReadyFile | None, only: Collection[int], *, quiet: bool
) -> list[Finding]:
    found: list[Finding] = []
    async for finding in _all(path, database, ready, only):
        found.append(finding)
        if not quiet:
            _show(finding)
    return found


async def _all(
    path: Path | None, database: str | None, ready: ReadyFile | None, only: Collection[int]
) -> AsyncIterator[Finding]:
    from bot.doctor.examination import examine
    from bot.doctor.findings import ok, problem

    file = config_file(path)
    try:
        config = read_config(path, database)
    except OperatorError as error:
        yield problem("configuration", str(error), "correct it; config.example.toml shows every setting")
        return
    where = "no file: every setting has its default, or comes from the environment"
    yield ok("configuration", str(file) if file is not None else where)
    async for finding in examine(config, ready, only=only):
        yield finding


def _show(finding: Finding) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False)
    line = Text(f"{finding.state.value:<8} ", style=_STYLES[finding.state.value])
    console.print(line.append(f"{finding.check}: {finding.said}", style="default"))
    if finding.do is not None:
        console.print(Text(f"         {finding.do[:1].upper()}{finding.do[1:]}.", style="default"))


def _verdict(findings: list[Finding]) -> str:
    problems = sum(finding.state.value == "problem" for finding in findings)
    warnings = sum(finding.state.value == "warning" for finding in findings)
    if problems:
        return f"\n{problems} {'problem' if problems == 1 else 'problems'} to put right."
    return "\nAll is well." if not warnings else "\nIt works; see the warnings."
