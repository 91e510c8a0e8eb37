"""What the bot is told of channels: all of those that it can see, and of the others that they exist.

Source: Discord documentation, "Channel", Obfuscated Channels, in force for all bots since 16 November
2026: who lacks VIEW_CHANNEL gets a channel over the gateway without what it is about, and over HTTP
not at all.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.channels import channel as payload_of
from bot.sandbox.payloads.channels import obfuscated
from bot.sandbox.world.models import Channel, ChannelType, Guild
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import World


def emit_in(world: World, channel: Channel, name: str, payload: dict[str, Any]) -> None:
    """Send an event of what happens in a channel, unless the bot cannot see that channel."""
    if channel.guild_id is not None:
        seen = in_channel(world.guilds[channel.guild_id], channel, world.application.bot.id)
        if Permission.VIEW_CHANNEL not in seen:
            return
    world.emit(name, payload, channel.guild_id)


def emit_channel(world: World, guild: Guild, channel: Channel, name: str) -> None:
    """Send an event of the channel itself, with as much of it as the bot may see."""
    shown = is_visible(world, guild, channel)
    if shown:
        guild.hidden_channel_ids.discard(channel.id)
    else:
        guild.hidden_channel_ids.add(channel.id)
    world.emit(name, payload_of(channel) if shown else obfuscated(channel), guild.id)


def is_visible(world: World, guild: Guild, channel: Channel, bot_id: int | None = None) -> bool:
    """Whether a bot sees a channel: by its permissions, by being connected, or as its category."""
    bot_id = bot_id or world.application.bot.id
    if Permission.VIEW_CHANNEL in in_channel(guild, channel, bot_id):
        return True
    state = guild.voice_states.get(bot_id)
    if state is not None and state.channel_id == channel.id:
        return True
    if channel.type is not ChannelType.CATEGORY:
        return False
    children = (each for each in guild.channels.values() if each.parent_id == channel.id)
    return any(is_visible(world, guild, child, bot_id) for child in children)


def as_seen(world: World, guild: Guild, bot_id: int) -> list[dict[str, Any]]:
    """Every channel of a guild as GUILD_CREATE shows it, which is remembered as what the first bot knows.

    What changes later is told to every bot as the first one sees it.
    """
    hidden = _hidden(world, guild, bot_id)
    if bot_id == world.application.bot.id:
        guild.hidden_channel_ids = hidden
    return [obfuscated(each) if each.id in hidden else payload_of(each) for each in guild.channels.values()]


def look_again(world: World, guild: Guild) -> None:
    """Show the bot the channels that it sees now and did not see before; CHANNEL_UPDATE for each.

    Called by whatever may have changed its permissions. What it loses sight of otherwise than by a change
    of the channel is not told anew, as far as is known.
    """
    before, guild.hidden_channel_ids = (
        guild.hidden_channel_ids,
        _hidden(world, guild, world.application.bot.id),
    )
    for channel_id in sorted(before - guild.hidden_channel_ids):
        if channel_id in guild.channels:
            world.emit("CHANNEL_UPDATE", payload_of(guild.channels[channel_id]), guild.id)


def _hidden(world: World, guild: Guild, bot_id: int) -> set[int]:
    return {each.id for each in guild.channels.values() if not is_visible(world, guild, each, bot_id)}
