"""What a cog was given of Discord's in a community, and what keeps the bot from using it.

A cog says it in its module `doctor`, `needs(config, guild_id)`: the text channel of a club, the role of
another. That the bot may do in the whole community what it has to is looked at besides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import discord

from bot import permissions
from bot.doctor.findings import Finding, in_english, problem


@dataclass(frozen=True, slots=True)
class Need:
    """A channel in which the bot has to be able to do something, or a role that it has to be able to give."""

    what: str  # what it is and whose, as in "text channel of the club Jazz"
    let_go: str  # how somebody takes it away again, as in "/club unbind"
    channel_id: int | None = None
    permissions: tuple[str, ...] = ()
    role_id: int | None = None


def unmet(
    check: str, need: Need, guild: discord.Guild, own_role: str, known: Collection[str]
) -> Iterator[Finding]:
    """What keeps the bot from using it; `known` is what it lacks there, or everywhere, and was said."""
    if need.role_id is not None:
        yield from _about_role(check, need, guild, own_role)
    if need.channel_id is not None:
        yield from _about_channel(check, need, guild, own_role, known)


def _about_role(check: str, need: Need, guild: discord.Guild, own_role: str) -> Iterator[Finding]:
    role = guild.get_role(need.role_id or 0)
    if role is None:
        yield problem(check, f"the {need.what} is there no more", f"{need.let_go} takes it away")
    elif role >= guild.me.top_role:
        said = f"the {need.what}, {role.name}, stands above the bot's own, so the bot cannot give it"
        yield problem(check, said, f"Server Settings, Roles: drag {own_role} above {role.name}")


def _about_channel(
    check: str, need: Need, guild: discord.Guild, own_role: str, known: Collection[str]
) -> Iterator[Finding]:
    channel = guild.get_channel(need.channel_id or 0)
    if channel is None:
        said = f"the {need.what} is there no more, or the bot does not see it"
        do = f"allow View Channel for {own_role} in its settings, Permissions; or {need.let_go} takes it away"
        yield problem(check, said, do)
        return
    missing = [name for name in permissions.lacking_in(channel, need.permissions) if name not in known]
    if missing:
        said = f"in #{channel.name}, the {need.what}, the bot lacks {in_english(missing)}"
        yield problem(check, said, f"settings of #{channel.name}, Permissions, {own_role}: allow them")
