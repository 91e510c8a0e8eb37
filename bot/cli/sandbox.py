"""`rostra sandbox`: the local Discord, alone."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.signals import stop_at_a_signal
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.sandbox.options import SandboxOptions
    from bot.sandbox.ready import ReadyFile

HIGHEST_PORT = 65_535


def register(root: typer.Typer) -> None:
    """Add this command."""
    root.command()(sandbox)


def sandbox(
    ready_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write addresses, the bot's token and ids to this file once everything is up;"
            " `rostra run --sandbox FILE` reads it. It is removed at the end.",
        ),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=HIGHEST_PORT, help="The port to listen on; 0 takes any that is free.")
    ] = 0,
    request_log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Append every REST exchange to this file, as a JSON line."),
    ] = None,
    gateway_log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Append every gateway message to this file, as a JSON line."),
    ] = None,
    rate_limit_scale: Annotated[
        float, typer.Option(min=0, help="Multiply every rate limit by this; 0 switches them off.")
    ] = 1.0,
) -> None:
    """Run a local Discord until it is stopped with Ctrl-C or SIGTERM.

    It listens on this machine only. Whatever a client asks for that it does not model
    is said on the standard error.
    """
    from bot.sandbox.options import SandboxOptions

    options = SandboxOptions(
        port=port,
        request_log=request_log,
        gateway_log=gateway_log,
        rate_limits=rate_limit_scale > 0,
        rate_limit_scale=rate_limit_scale,
    )
    try:
        asyncio.run(_run(options, ready_file))
    except OSError as error:
        raise OperatorError(_why(error, options)) from error


async def _run(options: SandboxOptions, ready_file: Path | None) -> None:
    from bot.sandbox.server import Sandbox

    stopped = stop_at_a_signal()
    async with Sandbox.start(options) as running:
        running.world.gaps.watch(lambda gap: typer.echo(f"gap: {gap}", err=True))
        typer.echo(f"The sandbox is at {running.ready.api}; its control API at {running.ready.control}.")
        with _announced(running.ready, ready_file):
            await stopped.wait()


@contextmanager
def _announced(ready: ReadyFile, path: Path | None) -> Iterator[None]:
    if path is None:
        yield
        return
    ready.write(path)
    typer.echo(f"Now: rostra run --sandbox {path}")
    try:
        yield
    finally:
        # Left behind, it would lead a bot to a place where nobody is any more.
        path.unlink(missing_ok=True)


def _why(error: OSError, options: SandboxOptions) -> str:
    if error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    # asyncio and socket add the address to the text; it is said here already.
    reason = os.strerror(error.errno) if error.errno else str(error)
    return f"port {options.port} of {options.host} cannot be used: {reason}"
