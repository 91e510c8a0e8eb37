"""Who may be allowed and denied what in a channel.

Source: Discord documentation, "Channel", Edit Channel Permissions and Modify Channel.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from bot.sandbox import errors
from bot.sandbox.rest.access import guild_channel_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, route
from bot.sandbox.rest.values import Bits
from bot.sandbox.world import channels
from bot.sandbox.world.models import Channel, Guild, Overwrite
from bot.sandbox.world.permissions import Permission, in_channel, in_guild


class OverwriteForm(Form):
    """What one role (0) or member (1) is allowed and denied; absent and null are nothing."""

    allow: Bits = 0
    deny: Bits = 0
    type: Literal[0, 1]
    id: SnowflakeIn = 0  # discord.py repeats the id of the path


class ListedOverwrite(OverwriteForm):
    """An overwrite in a channel's list, with whom it is for."""

    id: SnowflakeIn


@route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", body=OverwriteForm)
def set_overwrite(call: Call[OverwriteForm]) -> None:
    """Edit Channel Permissions."""
    guild, channel = guild_channel_of(call, Permission.MANAGE_ROLES)
    form = call.body
    listed = ListedOverwrite(id=call.ids["overwrite_id"], type=form.type, allow=form.allow, deny=form.deny)
    overwrite = read_overwrites(guild, call.user.id, [listed], channel)[listed.id]
    channels.set_overwrite(call.world, guild, channel, overwrite)


@route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}")
def delete_overwrite(call: Call[None]) -> None:
    """Delete Channel Permission."""
    guild, channel = guild_channel_of(call, Permission.MANAGE_ROLES)
    channels.remove_overwrite(call.world, guild, channel, call.ids["overwrite_id"])


def read_overwrites(
    guild: Guild, actor_id: int, forms: Iterable[ListedOverwrite], channel: Channel | None = None
) -> dict[int, Overwrite]:
    """The overwrites as the world keeps them, if the actor may set them.

    Only permissions that the actor has can be changed, unless an overwrite in the channel gives
    them MANAGE_ROLES there; to hand out MANAGE_ROLES takes an administrator.

    Raises:
        DiscordError: 10009 (for nobody the guild has), 50013.
    """
    present = {} if channel is None else channel.overwrites
    found: dict[int, Overwrite] = {}
    changed = Permission(0)
    for form in forms:
        known: dict[int, Any] = {**guild.roles} if form.type == 0 else {**guild.members}
        if form.id not in known:
            raise errors.unknown_overwrite()
        found[form.id] = Overwrite(form.id, form.type, form.allow, form.deny)
        before = present.get(form.id)
        changed |= Permission(form.allow ^ (before.allow if before else 0))
        changed |= Permission(form.deny ^ (before.deny if before else 0))
    if changed & ~_grantable(guild, actor_id, channel):
        raise errors.missing_permissions()
    return found


def _grantable(guild: Guild, actor_id: int, channel: Channel | None) -> Permission:
    held = in_guild(guild, actor_id)
    if Permission.ADMINISTRATOR in held:
        return ~Permission(0)
    if channel is None:
        return held & ~Permission.MANAGE_ROLES
    parent = guild.channels.get(channel.parent_id or 0)
    if parent is not None:
        held |= in_channel(guild, parent, actor_id)
    actors = {actor_id, *guild.members[actor_id].role_ids}
    owned = [channel.overwrites[each] for each in actors if each in channel.overwrites]
    if any(each.allow & Permission.MANAGE_ROLES for each in owned):
        return ~Permission(0)
    return held & ~Permission.MANAGE_ROLES
