"""`rostra init`: writes a configuration by asking, and checks each answer at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import DEFAULT_CONFIG
from bot.cli.run import SandboxOption, read_ready
from bot.errors import OperatorError, RostraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.cli.init_checks import Account
    from bot.sandbox.ready import ReadyFile

_TOKEN_VARIABLE = "ROSTRA_DISCORD__TOKEN"  # noqa: S105 - the name of a variable
_FILE = "rostra.db"
_LAST_PORT = 65_535
_LANGUAGES = ("en", "fr")


def register(root: typer.Typer) -> None:
    """Add this command."""
    root.command()(init)


def init(
    file: Annotated[Path, typer.Argument(help="The configuration file to write.")] = DEFAULT_CONFIG,
    sandbox: SandboxOption = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")] = False,
) -> None:
    """Write a configuration file by asking, and check each answer at once.

    An empty answer takes what stands in brackets. Ctrl-C ends it, and then nothing is written.
    """
    if file.exists() and not force:
        raise OperatorError(f"{file} is there already: --force writes a new one in its place")
    if not sys.stdin.isatty():
        raise OperatorError(
            "`rostra init` asks questions and needs a terminal:"
            " without one, copy config.example.toml and change what you need"
        )
    ready = None if sandbox is None else read_ready(sandbox)
    try:
        _ask_and_write(file, ready, force=force)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("\nNothing was written.", err=True)
        raise typer.Exit(1) from None


def _ask_and_write(file: Path, ready: ReadyFile | None, *, force: bool) -> None:
    from bot.cli import init_checks
    from bot.config_writing import write_config

    token, account = _ask_token(ready)
    discord: dict[str, str | int | bool] = {"token": token} if token else {}
    if _ask_members_intent(account):
        discord["members_intent"] = True
    database = {"url": _ask_database()}
    web = _ask_web()
    language = {"default": _ask_language()}
    write_config(
        file, {"discord": discord, "database": database, "language": language, "web": web}, replace=force
    )
    typer.echo(f"\nWrote {file}, which only you can read.")
    if not token and _TOKEN_VARIABLE not in os.environ:
        typer.echo(f"Before you start it: export {_TOKEN_VARIABLE}=...")
    if account is not None:
        typer.echo(f"Add the bot to a community: {init_checks.invite(file, account)}")
    typer.echo(f"Then: rostra doctor -c {file}, and rostra run -c {file}")


def _ask_token(ready: ReadyFile | None) -> tuple[str, Account | None]:
    """The token to write down, and whose it is; neither if somebody will set it later."""
    from bot.cli import init_checks

    if given := os.environ.get(_TOKEN_VARIABLE):
        typer.echo(f"The token comes from {_TOKEN_VARIABLE}, and is not written down.")
        return "", _told(lambda: init_checks.account_of(given, ready))
    typer.echo("The bot's token is in Discord's developer portal, on the page Bot of your application.")
    typer.echo(f"It is not shown as you type. Empty: it will come from {_TOKEN_VARIABLE}.")
    while True:
        token: str = typer.prompt("Token", default="", show_default=False, hide_input=True).strip()
        if not token:
            return "", None
        try:
            account = init_checks.account_of(token, ready)
        except init_checks.NoAnswer as error:
            typer.echo(f"  {error}")
            if typer.confirm("Keep this token unchecked?", default=False):
                return token, None
        except OperatorError as error:
            typer.echo(f"  {error}")
        else:
            typer.echo(f"  This is {account.name}.")
            return token, account


def _told(look: Callable[[], Account]) -> Account | None:
    try:
        account = look()
    except OperatorError as error:
        typer.echo(f"  {error}")
        return None
    typer.echo(f"  This is {account.name}.")
    return account


def _ask_members_intent(account: Account | None) -> bool:
    typer.echo("With the members intent, changes of roles in Discord and departures are noticed at once.")
    wanted = typer.confirm("Ask for the members intent?", default=False)
    if wanted and account is not None and not account.members_allowed:
        typer.echo("  Switch on Server Members Intent in the developer portal, page Bot, before you start.")
    return wanted


def _ask_database() -> str:
    from bot.cli import init_checks

    typer.echo("Everything is kept in a file, or in PostgreSQL: postgresql://user@host/name")
    while True:
        answer = typer.prompt("Database", default=_FILE).strip()
        url = init_checks.url_of(answer)
        if init_checks.lacks_password(url):
            url = init_checks.with_password(
                url, typer.prompt("Password, empty for none", default="", show_default=False, hide_input=True)
            )
        try:
            said = init_checks.try_database(url)
        except RostraError as error:
            typer.echo(f"  {error}")
        else:
            typer.echo(f"  {said}")
            return url


def _ask_web() -> dict[str, str | int | bool]:
    from bot.cli import init_checks

    if not typer.confirm("Serve web pages (/health, /metrics, pages of cogs)?", default=False):
        return {}
    while True:
        host = typer.prompt("Address", default="127.0.0.1").strip()
        port: int = typer.prompt("Port", default="8080", value_proc=_port)
        why = init_checks.web_refusal(host, port)
        if why is None:
            return {"host": host, "port": port}
        typer.echo(f"  Cannot serve there: {why}.")


def _port(typed: str) -> int:
    if not typed.strip().isdecimal() or not 0 <= int(typed) <= _LAST_PORT:
        raise typer.BadParameter(f"a port is a number from 0 to {_LAST_PORT}")
    return int(typed)


def _ask_language() -> str:
    answer: str = typer.prompt(
        "Language where a person's own is unknown (en, fr)", default="en", value_proc=_language
    )
    return answer


def _language(typed: str) -> str:
    if typed.strip().lower() not in _LANGUAGES:
        raise typer.BadParameter(f"Rostra speaks {' and '.join(_LANGUAGES)}")
    return typed.strip().lower()
