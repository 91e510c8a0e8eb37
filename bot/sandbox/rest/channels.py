"""Channels over REST. Source: Discord documentation, "Channel", "Guild" and "User"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import model_validator

from bot.sandbox import errors
from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.payloads.channels import channel as payload_of
from bot.sandbox.rest.access import channel_of, guild_channel_of, guild_of
from bot.sandbox.rest.channel_forms import CreateChannel, EditChannel, PositionForm
from bot.sandbox.rest.overwrites import read_overwrites
from bot.sandbox.rest.router import Answer, Call, Form, SnowflakeIn, route
from bot.sandbox.world import channels, permissions
from bot.sandbox.world.models import Channel, Guild
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.visibility import is_visible


class Positions(Form):
    """Modify Guild Channel Positions; the body is the list itself."""

    entries: list[PositionForm]

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, raw: Any) -> Any:
        return {"entries": raw}


class OpenDm(Form):
    """Create DM."""

    recipient_id: SnowflakeIn


@route("GET", "/guilds/{guild_id}/channels")
def list_channels(call: Call[None]) -> list[dict[str, Any]]:
    """Get Guild Channels: those that the bot sees."""
    guild = guild_of(call)
    return [payload_of(each) for each in guild.channels.values() if is_visible(call.world, guild, each)]


@route("POST", "/guilds/{guild_id}/channels", body=CreateChannel)
def create_channel(call: Call[CreateChannel]) -> Answer:
    """Create Guild Channel."""
    guild = guild_of(call, Permission.MANAGE_CHANNELS)
    form = call.body
    kind = form.channel_type(guild)
    fields = form.fields(kind)
    name = fields.pop("name")
    if form.permission_overwrites:
        fields["overwrites"] = read_overwrites(guild, call.user.id, form.permission_overwrites)
    elif fields.get("parent_id") in guild.channels:
        parent = guild.channels[fields["parent_id"]]
        fields["overwrites"] = _copied(parent)
    return Answer(201, payload_of(channels.add_channel(call.world, guild, name, kind, **fields)))


@route("PATCH", "/guilds/{guild_id}/channels", body=Positions)
def move_channels(call: Call[Positions]) -> None:
    """Modify Guild Channel Positions."""
    guild = guild_of(call, Permission.MANAGE_CHANNELS)
    entries = call.body.entries
    moves = [(_in_guild(guild, each.id), each) for each in entries]
    adopted = [(channel, each) for channel, each in moves if _changes_parent(channel, each)]
    if len(adopted) > 1:
        raise DiscordError(400, 40009, "Only one channel can have a parent_id modified at a time")
    for channel, each in adopted:
        permissions.require(guild, call.user.id, Permission.MANAGE_CHANNELS, channel)
        if each.lock_permissions:
            permissions.require(guild, call.user.id, Permission.MANAGE_ROLES, channel)
    for channel, each in moves:
        _move(call, guild, channel, each)


@route("GET", "/channels/{channel_id}")
def get_channel(call: Call[None]) -> dict[str, Any]:
    """Get Channel."""
    return payload_of(channel_of(call, Permission.VIEW_CHANNEL))


@route("PATCH", "/channels/{channel_id}", body=EditChannel)
def edit_channel(call: Call[EditChannel]) -> dict[str, Any]:
    """Modify Channel."""
    form = call.body
    guild, channel = guild_channel_of(call, Permission.MANAGE_CHANNELS)
    if form.type not in {None, channel.type}:
        raise SandboxGap("the sandbox does not model a change of a channel's type")
    fields = form.fields(channel.type)
    if "permission_overwrites" in form.model_fields_set:
        guild_channel_of(call, Permission.MANAGE_ROLES)
        listed = form.permission_overwrites or []
        fields["overwrites"] = read_overwrites(guild, call.user.id, listed, channel)
    return payload_of(channels.edit_channel(call.world, guild, channel, **fields))


@route("DELETE", "/channels/{channel_id}")
def delete_channel(call: Call[None]) -> dict[str, Any]:
    """Delete/Close Channel; a community keeps its rules and updates channels."""
    channel = channel_of(call, Permission.MANAGE_CHANNELS)
    if channel.guild_id is not None:
        guild = call.world.guilds[channel.guild_id]
        if channel.id in {guild.rules_channel_id, guild.public_updates_channel_id}:
            raise errors.community_channel()
        channels.delete_channel(call.world, guild, channel)
    return payload_of(channel)


@route("POST", "/users/@me/channels", body=OpenDm)
def open_dm(call: Call[OpenDm]) -> dict[str, Any]:
    """Create DM ("User"); whether it may be written to shows when a message is sent."""
    recipient = call.world.users.get(call.body.recipient_id)
    if recipient is None or recipient is call.user:
        raise errors.invalid_recipient()
    return payload_of(channels.open_dm(call.world, recipient))


def _in_guild(guild: Guild, channel_id: int) -> Channel:
    if channel_id not in guild.channels:
        raise errors.unknown_channel()
    return guild.channels[channel_id]


def _changes_parent(channel: Channel, form: PositionForm) -> bool:
    return "parent_id" in form.model_fields_set and form.parent_id != channel.parent_id


def _move(call: Call[Any], guild: Guild, channel: Channel, form: PositionForm) -> None:
    changes: dict[str, Any] = {}
    if form.position is not None:
        changes["position"] = form.position
    if _changes_parent(channel, form):
        changes["parent_id"] = form.parent_id
        if form.lock_permissions and form.parent_id in guild.channels:
            changes["overwrites"] = _copied(guild.channels[form.parent_id])
    if changes:
        channels.edit_channel(call.world, guild, channel, **changes)


def _copied(category: Channel) -> dict[int, Any]:
    return {key: replace(value) for key, value in category.overwrites.items()}
