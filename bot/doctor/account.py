"""Who the bot is on Discord: its token, its application, the intents that it is allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.doctor.findings import Finding, Findings, ok, problem
from bot.errors import OperatorError
from bot.sandbox.client import connector_for

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sandbox.ready import ReadyFile

SECONDS = 30.0
_PORTAL = "in Discord's developer portal, on the page Bot"
_LINK = "look at this machine's way to the internet: discord.com on port 443"


class NoAccount(OperatorError):
    """Discord could not be asked as the bot: holds the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.said)
        self.finding = finding


class UnknownToken(NoAccount):
    """Discord was asked, and does not know the token."""


@asynccontextmanager
async def logged_in(token: str, ready: ReadyFile | None = None) -> AsyncIterator[discord.Client]:
    """Be the bot for the length of the block, without its gateway.

    Raises:
        UnknownToken: Discord does not know the token.
        NoAccount: Discord cannot be reached.
    """
    try:
        async with asyncio.timeout(SECONDS):
            client = await _log_in(token, ready)
    except discord.LoginFailure:
        raise UnknownToken(_unknown_token()) from None
    except TimeoutError:
        raise NoAccount(problem("token", f"Discord did not answer within {SECONDS:g} s", _LINK)) from None
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        said = " ".join(str(error).split())
        raise NoAccount(problem("token", f"Discord cannot be asked: {said}", _LINK)) from error
    async with client:
        yield client


async def _log_in(token: str, ready: ReadyFile | None) -> discord.Client:
    connector = None if ready is None else connector_for(ready)
    client = discord.Client(intents=discord.Intents(guilds=True), connector=connector)
    try:
        await client.login(token)
    except BaseException:
        await client.close()
        raise
    return client


def _unknown_token() -> Finding:
    do = f"copy it again {_PORTAL}: Reset Token shows a new one, and the old one ends"
    return problem("token", "Discord does not know this token", do)


async def check_account(client: discord.Client, config: Config) -> Findings:
    """Whether the token is a bot's, and what it asks for is allowed."""
    info = await client.application_info()
    assert client.user is not None
    yield ok("token", f"{client.user} of the application {info.name} ({info.id})")
    yield _intents(info.flags, config)
    yield _roles(config)


def _intents(flags: discord.ApplicationFlags, config: Config) -> Finding:
    if not config.discord.members_intent:
        return ok("intents", "guilds, voice states and scheduled events: none needs Discord's leave")
    if flags.gateway_guild_members or flags.gateway_guild_members_limited:
        return ok("intents", "guilds, voice states, scheduled events and members: members are allowed")
    return problem(
        "intents",
        "discord.members_intent is on, and Discord does not allow it to this application",
        f"switch on Server Members Intent {_PORTAL}, or set discord.members_intent to false",
    )


def _roles(config: Config) -> Finding:
    """Say how club roles are kept in step, since nobody would guess what the intent is for."""
    if config.discord.members_intent:
        how = "with the members intent: what is changed in Discord, and who leaves, is noticed at once"
    else:
        how = (
            "without the members intent: a change in Rostra reaches Discord at once,"
            " one made in Discord is noticed when that person next does something here"
        )
    return ok("role sync", how)
