"""Whether the workers of `[voice]` can lend their voices, in each community that the bot is in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.discord_internals import fetch_whole_guild
from bot.doctor.account import NoAccount, logged_in
from bot.doctor.findings import Findings, in_english, ok, problem, warning
from bot.errors import OperatorError
from bot.permission_gaps import Gap, gaps_in
from bot.workers.worker import NEEDED, link_of

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sandbox.ready import ReadyFile

CHECK = "workers"
_CORRECT = "correct voice.workers in the configuration"


async def check_workers(
    config: Config, ready: ReadyFile | None, bot: discord.Client, only: Collection[int] = ()
) -> Findings:
    """Log each in, and look at the communities that `bot` is in, or at `only` some."""
    try:
        tokens = config.require_workers()
    except OperatorError as error:
        yield problem(CHECK, str(error), _CORRECT)
        return
    if not tokens:
        yield ok(CHECK, "none: one room of a community at a time has a voice; voice.workers names more bots")
        return
    guilds = {
        guild.id: guild.name async for guild in bot.fetch_guilds(limit=None) if not only or guild.id in only
    }
    for number, token in enumerate(tokens, start=1):
        check = f"worker {number}"
        try:
            async with logged_in(token, ready) as client:
                async for finding in _one(check, client, bot, guilds):
                    yield finding
        except NoAccount as error:
            yield replace(error.finding, check=check)


async def _one(
    check: str, client: discord.Client, bot: discord.Client, guilds: Mapping[int, str]
) -> Findings:
    assert client.user is not None, "it is logged in"
    assert client.application_id is not None, "it is logged in"
    if client.user == bot.user:
        yield problem(check, "is the bot itself: a worker is another application", _CORRECT)
        return
    there = {guild.id async for guild in client.fetch_guilds(limit=None)}
    well = 0
    for guild_id, name in guilds.items():
        if guild_id not in there:
            link = link_of(client.application_id, discord.Object(guild_id))
            yield warning(check, f"{client.user} is not in {name} ({guild_id})", f"add it there: {link}")
            continue
        gaps = list(gaps_in(await fetch_whole_guild(client, guild_id), NEEDED, stages_only=True))
        well += not gaps
        for gap in gaps:
            yield warning(
                check,
                f"{client.user} lacks {in_english(gap.permissions)} in {_where(gap, name)}",
                _granted(gap),
            )
    yield ok(check, f"{client.user} can lend its voice in {well} of {len(guilds)} communities")


def _where(gap: Gap, name: str) -> str:
    return name if gap.channel is None else f"#{gap.channel.name} of {name}"


def _granted(gap: Gap) -> str:
    place = (
        "Server Settings, Roles" if gap.channel is None else f"settings of #{gap.channel.name}, Permissions"
    )
    return f"{place}, the role of that bot: switch them on"
