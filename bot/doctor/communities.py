"""What the bot may do in each community it is in, and what it lacks there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import discord

from bot.discord_internals import fetch_whole_guild
from bot.doctor.findings import Finding, Findings, in_english, ok, problem, warning
from bot.doctor.needs import Need, unmet
from bot.permission_gaps import Gap, gaps_in, invite_link

if TYPE_CHECKING:
    from bot.config import Config


Given = Callable[[int], Awaitable[Sequence[Need]]]


async def _nothing(_guild_id: int) -> Sequence[Need]:
    return ()


class Communities:
    """Looks at communities, for what the cogs that run need there."""

    def __init__(self, client: discord.Client, needed: Sequence[str], given: Given = _nothing) -> None:
        """`needed` is what the cogs need everywhere, `given` what they were given in one community."""
        assert client.application_id is not None, "the client is logged in"
        self._client = client
        self._application_id: int = client.application_id
        self._needed = needed
        self._given = given

    async def check(self, config: Config, only: Collection[int] = ()) -> Findings:
        """Every community, or `only` some: what is missing where, and how to grant it."""
        link = invite_link(self._application_id, self._needed)
        found: set[int] = set()
        async for guild in self._client.fetch_guilds(limit=None):
            found.add(guild.id)
            if not only or guild.id in only:
                async for finding in self._one(guild.id, guild.name):
                    yield finding
        for guild_id in sorted({*only, *config.discord.command_guild_ids} - found):
            named = "" if guild_id in only else ", which discord.command_guild_ids names"
            said = f"the bot is not in the community {guild_id}{named}"
            yield problem("communities", said, f"add it there: {link}")
        if not found:
            yield warning("communities", "the bot is in none", f"add it to one: {link}")

    async def _one(self, guild_id: int, name: str) -> Findings:
        check = f"{name} ({guild_id})"
        try:
            guild = await fetch_whole_guild(self._client, guild_id)
        except discord.HTTPException as error:
            yield problem(
                check, f"cannot be looked at: {error}", "try again; somebody may have removed the bot"
            )
            return
        gaps = list(gaps_in(guild, self._needed))
        for gap in gaps:
            yield self._about(check, gap, guild)
        if "manage_roles" in self._needed and _is_below_all_roles(guild):
            said = f"the role {_role_of(guild)} stands below all others, so the bot can give nobody a role"
            yield warning(check, said, "Server Settings, Roles: drag it above the roles of clubs")
        stages = len(guild.stage_channels)
        if not stages:
            said = "there is no stage channel that the bot can see, so no room can be opened"
            yield warning(check, said, "make a stage channel, or let the bot see one")
        unmet = [
            finding for need in await self._given(guild_id) for finding in _unmet(check, need, guild, gaps)
        ]
        for finding in unmet:
            yield finding
        if not gaps and not unmet:
            yield ok(check, "nothing is missing" + _counted(stages))

    def _about(self, check: str, gap: Gap, guild: discord.Guild) -> Finding:
        """Name what is missing as Discord's settings do, and where it is granted."""
        named = in_english(gap.permissions)
        role = _role_of(guild)
        if gap.channel is None:
            link = invite_link(self._application_id, self._needed, guild)
            do = f"Server Settings, Roles, {role}: switch them on; or add the bot again: {link}"
            return problem(check, f"the bot lacks {named}", do)
        do = f"settings of #{gap.channel.name}, Permissions, {role}: allow them"
        return problem(check, f"in #{gap.channel.name} the bot lacks {named}", do)


def _unmet(check: str, need: Need, guild: discord.Guild, gaps: Sequence[Gap]) -> Iterator[Finding]:
    said = (gap for gap in gaps if gap.channel is None or gap.channel.id == need.channel_id)
    known = {name for gap in said for name in gap.permissions}
    return unmet(check, need, guild, _role_of(guild), known)


def _counted(stages: int) -> str:
    return "" if not stages else "; one stage" if stages == 1 else f"; {stages} stages"


def _role_of(guild: discord.Guild) -> str:
    """The name of the role that Discord made for the bot."""
    return guild.self_role.name if guild.self_role is not None else guild.me.display_name


def _is_below_all_roles(guild: discord.Guild) -> bool:
    """Whether there are roles, and none that the bot may give ("Permissions", Permission Hierarchy)."""
    others = [role for role in guild.roles if not role.is_default() and not role.managed]
    return bool(others) and all(role > guild.me.top_role for role in others)
