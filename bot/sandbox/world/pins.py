"""Pinned messages.

Sources: Discord documentation, "Message", the routes on pins, and "Gateway Events", Channel
Pins Update.
"""

from __future__ import annotations

from bot.sandbox import errors
from bot.sandbox.payloads.messages import message_event
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Channel, Message, User
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import emit_in

MAX_PINS = 250
CHANNEL_PINNED_MESSAGE = 6


def pins(world: World, channel: Channel) -> list[Message]:
    """The pinned messages of a channel, the latest pinned first."""
    pinned = [each for each in world.messages[channel.id].values() if each.pinned_at is not None]
    return sorted(pinned, key=lambda each: (each.pinned_at, each.id), reverse=True)


def pin(world: World, channel: Channel, message: Message, by: User) -> None:
    """Pin a message and say so; CHANNEL_PINS_UPDATE. Nothing happens to one that is pinned.

    Raises:
        DiscordError: 30003, the channel has 250 pins.
    """
    if message.pinned_at is not None:
        return
    if len(pins(world, channel)) >= MAX_PINS:
        raise errors.too_many(30003, "pins for the channel (250)")
    message.pinned_at = channel.last_pin_timestamp = world.clock.now()
    _changed(world, channel, message)
    pinned = {"type": 0, "channel_id": str(channel.id), "message_id": str(message.id)}
    post(world, channel, by, MessageDraft(), type=CHANNEL_PINNED_MESSAGE, reference=pinned)


def unpin(world: World, channel: Channel, message: Message) -> None:
    """Unpin a message; CHANNEL_PINS_UPDATE."""
    if message.pinned_at is None:
        return
    message.pinned_at = None
    remaining = pins(world, channel)
    channel.last_pin_timestamp = remaining[0].pinned_at if remaining else None
    _changed(world, channel, message)


def _changed(world: World, channel: Channel, message: Message) -> None:
    emit_in(world, channel, "MESSAGE_UPDATE", message_event(world, message))
    payload = {"channel_id": str(channel.id), "last_pin_timestamp": timestamp(channel.last_pin_timestamp)}
    if channel.guild_id is not None:
        payload["guild_id"] = str(channel.guild_id)
    emit_in(world, channel, "CHANNEL_PINS_UPDATE", payload)
