"""`rostra run`: the bot, on Discord or on a sandbox."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import process
from bot.cli.options import ConfigOption, DatabaseOption, read_config
from bot.cli.signals import stop_at_a_signal
from bot.errors import OperatorError, in_one_line

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.config import Config
    from bot.sandbox.ready import ReadyFile

#: How long a bot that is stopped has to break off what it was doing, before it is closed all the same.
END_SECONDS = 10.0

SandboxOption = Annotated[
    Path | None,
    typer.Option(
        "--sandbox",
        metavar="FILE",
        help="Run on the local Discord of `rostra sandbox --ready-file FILE` instead; needs no token.",
    ),
]


def register(root: typer.Typer) -> None:
    """Add this command."""
    root.command()(run)


def run(
    config: ConfigOption = None,
    database: DatabaseOption = None,
    sandbox: SandboxOption = None,
    *,
    reload: Annotated[
        bool,
        typer.Option("--reload", help="Start a cog anew when one of its files changes, as you write it."),
    ] = False,
) -> None:
    """Run the bot until it is stopped with Ctrl-C or SIGTERM.

    It needs a token: discord.token in the configuration file, or ROSTRA_DISCORD__TOKEN in
    the environment. The tables are brought up to date first.
    """
    from bot import logs

    settings = read_config(config, database, development={"reload": reload or None})
    ready = None if sandbox is None else read_ready(sandbox)
    token = settings.require_token() if ready is None else ready.bot_token
    logs.set_up(settings)
    process.run(_run(settings, token, ready))


def read_ready(path: Path) -> ReadyFile:
    """Read what a sandbox has said of itself.

    Raises:
        OperatorError: there is no such file, or it is another.
    """
    from bot.sandbox.ready import ReadyFile

    try:
        return ReadyFile.read(path)
    except OSError as error:
        raise OperatorError(
            f"{path}: cannot be read: {error.strerror}; start `rostra sandbox --ready-file {path}` first"
        ) from error
    except ValueError as error:
        raise OperatorError(str(error)) from error


async def _run(config: Config, token: str, ready: ReadyFile | None) -> None:
    bot = _bot(config, ready)
    if not config.development.reload:  # what a cog that is started anew leaves behind is to go
        bot.when_loaded = process.keep_loaded
    stopped = stop_at_a_signal()
    running = asyncio.create_task(_start(bot, token), name="rostra")
    stopping = asyncio.create_task(stopped.wait(), name="signals")
    try:
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        if stopped.is_set():
            # First, since a start in the middle of its tables still needs the database.
            running.cancel()
            await asyncio.wait((running,), timeout=END_SECONDS)
        await bot.close()
    if not stopped.is_set():
        await running


def _bot(config: Config, ready: ReadyFile | None) -> Bot:
    from bot.client import Bot

    if ready is None:
        return Bot(config)
    from bot.clock import OffsetClock
    from bot.sandbox.client import connector_for, follow_clock

    try:
        connector = connector_for(ready)
    except (OSError, ValueError) as error:
        raise OperatorError(
            f"the sandbox cannot be used, is it still there? {ready.ca_file}: {in_one_line(error)}"
        ) from error
    clock = OffsetClock()

    def moved(offset_seconds: float) -> None:
        clock.offset_seconds = offset_seconds

    bot = Bot(config, clock=clock, connector=connector, worker_connector=partial(connector_for, ready))
    bot.tasks.start(follow_clock(ready.control, moved), name="sandbox-clock")
    return bot


async def _start(bot: Bot, token: str) -> None:
    import aiohttp
    import discord

    try:
        await bot.start(token)
    except discord.LoginFailure as error:
        raise OperatorError(
            "Discord does not know this token: copy it again from the developer portal, Bot, Reset Token"
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise OperatorError(
            "discord.members_intent is on, but the developer portal does not allow it:"
            " switch on Server Members Intent there, or the setting off"
        ) from error
    except (aiohttp.ClientConnectionError, discord.GatewayNotFound, discord.DiscordServerError) as error:
        raise OperatorError(f"Discord cannot be reached: {in_one_line(error)}") from error
    except discord.HTTPException as error:
        raise OperatorError(f"Discord refuses the bot: {in_one_line(error)}") from error
    except discord.ConnectionClosed as error:
        raise OperatorError(f"Discord closed the gateway for good: {in_one_line(error)}") from error
