"""What `rostra init` looks up for each answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot import loader
from bot.config import load_config
from bot.doctor.account import NoAccount, UnknownToken, logged_in
from bot.doctor.machine import refusal_of_file
from bot.errors import OperatorError
from bot.permission_gaps import invite_link, needed_by
from bot.storage.database import Database
from bot.storage.url import parse
from bot.web.application import refusal_of

if TYPE_CHECKING:
    from bot.sandbox.ready import ReadyFile


@dataclass(frozen=True, slots=True)
class Account:
    """Whose token it is."""

    application_id: int
    name: str
    members_allowed: bool


class NoAnswer(OperatorError):
    """Discord could not be asked, so the token may be right."""


def account_of(token: str, ready: ReadyFile | None) -> Account:
    """Ask Discord whose token it is.

    Raises:
        NoAnswer: it could not be asked.
        OperatorError: it does not know the token.
    """
    try:
        return asyncio.run(_account_of(token, ready))
    except UnknownToken:
        raise
    except NoAccount as error:
        raise NoAnswer(str(error)) from error


async def _account_of(token: str, ready: ReadyFile | None) -> Account:
    async with logged_in(token, ready) as client:
        info = await client.application_info()
        flags = info.flags
        allowed = flags.gateway_guild_members or flags.gateway_guild_members_limited
        return Account(info.id, str(client.user), allowed)


def url_of(answer: str) -> str:
    """The URL of a database: what was typed, or the file that was named."""
    return answer if "://" in answer else f"sqlite+aiosqlite:///{answer}"


def lacks_password(url: str) -> bool:
    """Whether it is a server, and how to log in was not said."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return False
    return parsed.get_backend_name().startswith("postgres") and parsed.password is None


def with_password(url: str, password: str) -> str:
    """The same URL with a password in it, however that is spelt."""
    if not password:
        return url
    return make_url(url).set(password=password).render_as_string(hide_password=False)


def try_database(url: str) -> str:
    """Reach it once; answers what to tell.

    Raises:
        OperatorError: it cannot be reached, or its folder cannot be written.
        UpstreamError: somebody else holds it.
    """
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite":
        file = Path(str(parsed.database))
        if (refusal := refusal_of_file(file)) is not None:
            raise OperatorError(refusal)
        if not file.exists():
            return f"{file} will be made when the bot starts."
    asyncio.run(_reach(url))
    return "It can be reached."


async def _reach(url: str) -> None:
    database = Database(url)
    try:
        await database.check()
    finally:
        await database.close()


def web_refusal(host: str, port: int) -> str | None:
    """Why pages cannot be served there; None if they can."""
    return asyncio.run(refusal_of(host, port))


def invite(file: Path, account: Account) -> str:
    """Where the bot is added to a community, with just the permissions that its cogs need."""
    return invite_link(account.application_id, needed_by(loader.find(load_config(file).cogs)))
