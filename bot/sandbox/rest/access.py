"""The first questions of every route: does it exist, can the asker see it, may they do this?"""

from __future__ import annotations

from typing import Any

from bot.sandbox import errors
from bot.sandbox.rest.router import Call
from bot.sandbox.world import permissions
from bot.sandbox.world.models import VOCAL, Channel, ChannelType, Guild
from bot.sandbox.world.permissions import Permission

NOTHING = Permission(0)


def guild_of(call: Call[Any], needed: Permission = NOTHING) -> Guild:
    """The guild in the path, for somebody who is in it and holds `needed` there.

    Raises:
        DiscordError: 10004 (no such guild), 50001 (not in it), 50013.
    """
    guild = call.world.guild(call.ids["guild_id"])
    if call.user.id not in guild.members:
        raise errors.missing_access()
    permissions.require(guild, call.user.id, needed)
    return guild


def guild_channel_of(call: Call[Any], needed: Permission = NOTHING) -> tuple[Guild, Channel]:
    """The guild channel in the path, with its guild, for somebody who holds `needed` in it.

    Denying CONNECT denies everything in a voice or stage channel ("Permissions", Implicit
    Permissions).

    Raises:
        DiscordError: 10003, 50001 (not visible), 50003 (it is a DM), 50013.
    """
    channel = call.world.channel(call.ids["channel_id"])
    if channel.guild_id is None:
        raise errors.dm_channel()
    guild = call.world.guilds[channel.guild_id]
    if call.user.id not in guild.members:
        raise errors.missing_access()
    if channel.type in VOCAL and needed & ~Permission.VIEW_CHANNEL:
        needed |= Permission.CONNECT
    permissions.require(guild, call.user.id, needed, channel)
    return guild, channel


def channel_of(call: Call[Any], needed: Permission = NOTHING) -> Channel:
    """The channel in the path, a DM too, which needs no permissions.

    Raises:
        DiscordError: 10003, 50001 (not visible), 50013.
    """
    channel = call.world.channel(call.ids["channel_id"])
    if channel.type is ChannelType.DM:
        return channel
    return guild_channel_of(call, needed)[1]


def holds(call: Call[Any], channel: Channel, needed: Permission) -> bool:
    """Whether the asker holds `needed` in a channel; in a DM everybody may do what they can do."""
    if channel.guild_id is None:
        return True
    granted = permissions.in_channel(call.world.guilds[channel.guild_id], channel, call.user.id)
    return needed in granted
