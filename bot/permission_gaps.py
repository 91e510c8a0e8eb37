"""What the bot lacks in a community, and where; and the link that invites it with just what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import discord

from bot import permissions
from bot.discovery import CogPackage

# What of it the settings of a stage channel can allow and deny: those that Discord's table marks for
# stages (Discord documentation, "Permissions", Bitwise Permission Flags).
_OF_STAGES = frozenset(
    {
        *("view_channel", "connect", "manage_channels", "mute_members", "move_members", "request_to_speak"),
        *("send_messages", "embed_links", "attach_files", "read_message_history", "manage_messages"),
        *("mention_everyone", "add_reactions", "create_instant_invite", "manage_roles", "manage_webhooks"),
        *("create_events", "manage_events", "stream", "bypass_slowmode"),
    }
)
_TO_WRITE = frozenset({"view_channel", "send_messages"})


@dataclass(frozen=True, slots=True)
class Gap:
    """Permissions that are missing in a channel only, or in the whole community where there is none."""

    permissions: tuple[str, ...]
    channel: discord.abc.GuildChannel | None = None


def needed_by(cogs: Iterable[CogPackage]) -> tuple[str, ...]:
    """What these cogs together need, each permission once."""
    return tuple(dict.fromkeys(name for cog in cogs for name in cog.permissions))


def gaps_in(guild: discord.Guild, needed: Iterable[str], *, stages_only: bool = False) -> Iterator[Gap]:
    """Every place where something of it is missing: the role first, then stages, then the system channel."""
    wanted = tuple(needed)
    everywhere = permissions.lacking(guild.me.guild_permissions, wanted)
    if everywhere:
        yield Gap(tuple(everywhere))
    places = [(stage, _OF_STAGES) for stage in sorted(guild.stage_channels, key=lambda stage: stage.position)]
    here: list[tuple[discord.abc.GuildChannel, frozenset[str]]] = [*places]
    if guild.system_channel is not None and not stages_only:
        here.append((guild.system_channel, _TO_WRITE))
    for channel, possible in here:
        asked = [name for name in wanted if name in possible and name not in everywhere]
        missing = permissions.lacking_in(channel, asked)
        if missing:
            yield Gap(tuple(missing), channel)


def invite_link(
    application_id: int,
    needed: Iterable[str],
    guild: discord.abc.Snowflake | None = None,
    *,
    has_commands: bool = True,
) -> str:
    """Where an administrator adds a bot, or adds it again, with exactly these permissions."""
    return discord.utils.oauth_url(
        application_id,
        permissions=discord.Permissions(**dict.fromkeys(needed, True)),
        guild=guild or discord.utils.MISSING,
        disable_guild_select=guild is not None,
        scopes=("bot", "applications.commands") if has_commands else ("bot",),
    )
