"""`rostra demo`: a sandbox, the bot and a crowd, with nothing else to install."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.signals import stop_at_a_signal
from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from bot.demo.evening import Evening, Play, Watch
    from bot.demo.options import DemoOptions
    from bot.demo.report import Step

T = TypeVar("T")

SHORTEST_SECONDS = 1.0
LONGEST_SECONDS = 24 * 3600.0
MOST_LISTENERS = 10_000
# Forty people tip, and five ask to speak.
FEWEST_LISTENERS = 50


def register(root: typer.Typer) -> None:
    """Add this command."""
    root.command()(demo)


def demo(
    seconds: Annotated[
        float,
        typer.Option(min=SHORTEST_SECONDS, max=LONGEST_SECONDS, help="How long an evening lasts."),
    ] = 30.0,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --headless: write what was expected and seen as JSON."),
    ] = None,
    *,
    listeners: Annotated[
        int, typer.Option(min=FEWEST_LISTENERS, max=MOST_LISTENERS, help="How many people come to listen.")
    ] = 200,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where the bot keeps everything; a file that is removed if not given."
        ),
    ] = None,
    request_log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every REST exchange as a JSON line.")
    ] = None,
    gateway_log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every gateway message as a JSON line.")
    ] = None,
    headless: Annotated[
        bool, typer.Option("--headless", help="Play one evening, prove each step, and end.")
    ] = False,
) -> None:
    """Play evenings at a club on a local Discord, with the real bot and a crowd.

    Nothing is sent to Discord and no token is needed. Without --headless the evenings go
    on until Ctrl-C or SIGTERM; with it, the exit code is 0 only if every step happened as it should.
    """
    from bot.demo.options import DemoOptions

    if report is not None and not headless:
        raise OperatorError("--report needs --headless: a demo that goes on has no end to report")
    for file in (report, request_log, gateway_log):
        _require_writable(file)
    if database is not None:
        asyncio.run(_require_database(database))
    options = DemoOptions(seconds, listeners, database, report, request_log, gateway_log)
    if headless:
        play_one(options)
    else:
        _play_on(options)


def play_one(
    options: DemoOptions,
    *,
    steps: Sequence[tuple[str, Play]] | None = None,
    before: Callable[[Evening], Watch] | None = None,
) -> None:
    """Play one evening, and end with 0 only if every step happened as it should.

    Raises:
        typer.Exit: always; its code says how the evening went.
    """
    from bot.demo.runner import run_headless
    from bot.demo.steps import STEPS

    evening = run_headless(options, steps=steps or STEPS, before=before, after=_print_step)
    report = asyncio.run(_until_stopped(evening))
    if report is None:
        typer.echo("The evening was stopped before its end.")
        raise typer.Exit(1)
    typer.echo("The evening happened." if report.ok else "The evening did not happen as it should.")
    raise typer.Exit(0 if report.ok else 1)


def _play_on(options: DemoOptions) -> None:
    from bot.demo.live import watch

    asyncio.run(_until_stopped(watch(options)))


async def _until_stopped(playing: Coroutine[None, None, T]) -> T | None:
    """Play to the end, or until a signal; the bot is a process of its own and must not be left behind."""
    stopped = stop_at_a_signal()
    played = asyncio.create_task(playing, name="evening")
    stopping = asyncio.create_task(stopped.wait(), name="signals")
    await asyncio.wait((played, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if played.done():
        return await played
    played.cancel()
    await asyncio.wait((played,))
    return None


def _print_step(step: Step) -> None:
    typer.echo(f"{'ok  ' if step.ok else 'FAIL'} {step.name} ({step.seconds:.2f} s)")
    if not step.ok:
        typer.echo(f"     expected {step.expected}\n     seen     {step.seen}")


def _require_writable(file: Path | None) -> None:
    """Say so before the evening, not after it.

    Raises:
        OperatorError: the file cannot be written.
    """
    if file is None:
        return
    if not file.parent.is_dir():
        raise OperatorError(f"{file}: there is no folder {file.parent}")
    was_there = file.exists()
    try:
        file.open("ab").close()
    except OSError as error:
        raise OperatorError(f"{file}: cannot be written: {error.strerror}") from error
    if not was_there:
        file.unlink()


async def _require_database(url: str) -> None:
    """Say in one line that a database cannot be used, rather than by steps that fail.

    Raises:
        OperatorError: it cannot be used.
    """
    from bot.storage.database import Database

    database = Database(url)
    try:
        await database.check()
    finally:
        await database.close()
