"""What the bot is told of: the events of channels that it can see."""

from __future__ import annotations

from typing import Any

from bot.sandbox.world.models import Channel
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import World


def emit_in(world: World, channel: Channel, name: str, payload: dict[str, Any]) -> None:
    """Send an event of a channel, unless the bot cannot see that channel."""
    if channel.guild_id is not None:
        seen = in_channel(world.guilds[channel.guild_id], channel, world.application.bot.id)
        if Permission.VIEW_CHANNEL not in seen:
            return
    world.emit(name, payload, channel.guild_id)
