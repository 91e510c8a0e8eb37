"""The people, roles, channels, messages and files that an interaction speaks of.

Source: Discord documentation, "Receiving and Responding to Interactions", Resolved Data Structure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.payloads.attachments import attachment
from bot.sandbox.payloads.channels import channel as channel_payload
from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.messages import message
from bot.sandbox.payloads.roles import role
from bot.sandbox.payloads.users import user
from bot.sandbox.world.models import Attachment, Channel, Guild, Message
from bot.sandbox.world.permissions import ALL, Permission, in_channel
from bot.sandbox.world.state import World

# What the documentation names, and what the kinds of channel add to it.
_PARTIAL_CHANNEL = frozenset(
    {
        *("id", "name", "type", "permissions", "app_permissions", "last_message_id", "last_pin_timestamp"),
        *("nsfw", "parent_id", "guild_id", "flags", "rate_limit_per_user", "topic", "position"),
    }
)
# "app_permissions" in a DM with the application's bot user.
_DM_PERMISSIONS = (
    Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
    | Permission.MENTION_EVERYONE
    | Permission.USE_EXTERNAL_EMOJIS
)


@dataclass(slots=True)
class Mentioned:
    """What has to be resolved."""

    user_ids: list[int] = field(default_factory=list)
    role_ids: list[int] = field(default_factory=list)
    channel_ids: list[int] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def permissions_in(world: World, channel: Channel, user_id: int) -> str:
    """What somebody may do in a channel, as the wire says it."""
    if channel.guild_id is None:
        return str(int(_DM_PERMISSIONS if user_id == world.application.bot.id else ALL))
    return str(int(in_channel(world.guilds[channel.guild_id], channel, user_id)))


def resolved(world: World, channel: Channel, user_id: int, what: Mentioned) -> dict[str, Any]:
    """Everything that is mentioned, by id; empty kinds are left out."""
    guild = None if channel.guild_id is None else world.guilds[channel.guild_id]
    found: dict[str, Any] = {"users": {str(each): user(world.user(each)) for each in what.user_ids}}
    if guild is not None:
        members = [each for each in what.user_ids if each in guild.members]
        found["members"] = {str(each): partial_member(world, guild, channel, each) for each in members}
        found["roles"] = {str(each): role(guild.roles[each]) for each in what.role_ids}
        found["channels"] = _channels(world, guild, what.channel_ids, user_id)
    found["messages"] = {str(each.id): message(world, each) for each in what.messages}
    found["attachments"] = {str(each.id): attachment(world, channel.id, each) for each in what.attachments}
    return {name: entries for name, entries in found.items() if entries}


def partial_member(world: World, guild: Guild, channel: Channel, user_id: int) -> dict[str, Any]:
    """A member without `user`, `deaf` and `mute`, with permissions."""
    payload = member(guild, guild.members[user_id], with_user=False)
    payload["permissions"] = permissions_in(world, channel, user_id)
    return {name: value for name, value in payload.items() if name not in ("deaf", "mute")}


def _channels(world: World, guild: Guild, ids: Iterable[int], user_id: int) -> dict[str, Any]:
    return {str(each): partial_channel(world, guild.channels[each], user_id) for each in ids}


def partial_channel(world: World, channel: Channel, user_id: int) -> dict[str, Any]:
    """A channel as it stands in resolved data, with what the person and the application may do in it."""
    payload = channel_payload(channel) | {
        "permissions": permissions_in(world, channel, user_id),
        "app_permissions": permissions_in(world, channel, world.application.bot.id),
    }
    return {name: value for name, value in payload.items() if name in _PARTIAL_CHANNEL}
