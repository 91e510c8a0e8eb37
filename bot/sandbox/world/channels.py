"""Channels of a guild, their overwrites, and direct messages.

Sources: Discord documentation, "Channel", "Guild" (Create Guild Channel, Modify Guild
Channel Positions) and "User" (Create DM).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox import errors
from bot.sandbox.world import messages, scheduled_events, voice_states
from bot.sandbox.world.guilds import GUILD_CHANNELS, edit_guild
from bot.sandbox.world.models import Channel, ChannelType, Guild, Overwrite, User
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import emit_channel, look_again

MAX_CHANNELS = 500
MAX_IN_CATEGORY = 50
MAX_OVERWRITES = 1000


def add_channel(world: World, guild: Guild, name: str, type: ChannelType, **fields: Any) -> Channel:
    """Open a channel below the others of its kind; CHANNEL_CREATE.

    Raises:
        DiscordError: 30013 (500 channels), or 50035 for a parent that is full or no category.
    """
    if len(guild.channels) >= MAX_CHANNELS:
        raise errors.too_many(30013, "guild channels (500)")
    if fields.get("parent_id") is not None:
        check_parent(guild, fields["parent_id"])
    position = 1 + max((each.position for each in guild.channels.values()), default=-1)
    channel = Channel(world.new_id(), type, name, guild.id, **({"position": position} | fields))
    guild.channels[channel.id] = channel
    world.messages[channel.id] = {}
    emit_channel(world, guild, channel, "CHANNEL_CREATE")
    if channel.parent_id in guild.hidden_channel_ids:
        look_again(world, guild)  # a category is seen with the first of its channels that is
    return channel


def edit_channel(world: World, guild: Guild, channel: Channel, **changes: Any) -> Channel:
    """Change fields of a channel; CHANNEL_UPDATE, also for each channel synced to a category.

    Raises:
        DiscordError: 50035 for a parent that is full or no category.
    """
    parent_id = changes.get("parent_id")
    if parent_id is not None and parent_id != channel.parent_id:
        check_parent(guild, parent_id)
    synced = _synced_children(guild, channel) if "overwrites" in changes else []
    for name, value in changes.items():
        setattr(channel, name, value)
    for child in synced:
        child.overwrites = {key: replace(value) for key, value in channel.overwrites.items()}
    for each in [channel, *synced]:
        emit_channel(world, guild, each, "CHANNEL_UPDATE")
    if {"overwrites", "parent_id"} & changes.keys():
        look_again(world, guild)
    return channel


def delete_channel(world: World, guild: Guild, channel: Channel) -> None:
    """Remove a channel with its calls, stage, events, messages and invites; CHANNEL_DELETE.

    A category's children stay, without a parent ("Channel", Delete/Close Channel), and a guild
    that used the channel for something has none for it any more; GUILD_UPDATE.
    """
    voice_states.channel_deleted(world, guild.id, channel.id)
    scheduled_events.channel_deleted(world, guild, channel.id)
    for invite in [invite for invite in guild.invites.values() if invite.channel_id == channel.id]:
        del guild.invites[invite.code]
    for child in guild.channels.values():
        if child.parent_id == channel.id:
            edit_channel(world, guild, child, parent_id=None)
    emit_channel(world, guild, channel, "CHANNEL_DELETE")
    del guild.channels[channel.id]
    messages.forget_all(world, channel.id)
    purposes = [name for name in GUILD_CHANNELS if getattr(guild, name) == channel.id]
    if purposes:
        edit_guild(world, guild, **dict.fromkeys(purposes))


def set_overwrite(world: World, guild: Guild, channel: Channel, overwrite: Overwrite) -> None:
    """Allow and deny one role or member; CHANNEL_UPDATE.

    Raises:
        DiscordError: 30060, the channel has 1,000 overwrites.
    """
    overwrites = channel.overwrites | {overwrite.id: overwrite}
    if len(overwrites) > MAX_OVERWRITES:
        raise errors.too_many(30060, "channel permission overwrites (1000)")
    edit_channel(world, guild, channel, overwrites=overwrites)


def remove_overwrite(world: World, guild: Guild, channel: Channel, overwrite_id: int) -> None:
    """Forget what a channel says of one role or member; CHANNEL_UPDATE.

    Raises:
        DiscordError: 10009, it says nothing of them.
    """
    if overwrite_id not in channel.overwrites:
        raise errors.unknown_overwrite()
    kept = {key: value for key, value in channel.overwrites.items() if key != overwrite_id}
    edit_channel(world, guild, channel, overwrites=kept)


def open_dm(world: World, user: User) -> Channel:
    """The direct messages between the bot and a person, opened if they are not.

    No event tells of it: CHANNEL_CREATE is for guild channels ("Gateway Events").
    """
    for channel in world.dms.values():
        if channel.recipient is user:
            return channel
    channel = Channel(world.new_id(), ChannelType.DM, user.username, recipient=user)
    world.dms[channel.id] = channel
    world.messages[channel.id] = {}
    return channel


def check_parent(guild: Guild, parent_id: int) -> None:
    """Refuse a parent that is no category of the guild, or a full one.

    Raises:
        DiscordError: 50035.
    """
    parent = guild.channels.get(parent_id)
    if parent is None:
        raise errors.invalid_field("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist")
    if parent.type is not ChannelType.CATEGORY:
        raise errors.invalid_field("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category")
    if sum(each.parent_id == parent_id for each in guild.channels.values()) >= MAX_IN_CATEGORY:
        raise errors.invalid_field(
            "parent_id", "CHANNEL_PARENT_MAX_CHANNELS", "Maximum number of channels in category reached (50)"
        )


def _synced_children(guild: Guild, category: Channel) -> list[Channel]:
    """Channels whose overwrites equal their category's ("Permissions", Permission Syncing)."""
    return [
        child
        for child in guild.channels.values()
        if child.parent_id == category.id and child.overwrites == category.overwrites
    ]
