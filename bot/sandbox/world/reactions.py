"""Reactions to messages.

Sources: Discord documentation, "Message", the routes on reactions, and "Gateway Events",
Message Reaction Add and the events after it.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox import errors
from bot.sandbox.payloads.members import member
from bot.sandbox.world.emoji import partial_emoji
from bot.sandbox.world.models import Message
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import emit_in

MAX_REACTIONS = 20


def add_reaction(world: World, message: Message, user_id: int, emoji: str) -> None:
    """React to a message; MESSAGE_REACTION_ADD unless that was done before.

    Raises:
        DiscordError: 30010, it has 20 different reactions.
    """
    if emoji not in message.reactions and len(message.reactions) >= MAX_REACTIONS:
        raise errors.too_many(30010, "reactions (20)")
    by = message.reactions.setdefault(emoji, set())
    if user_id in by:
        return
    by.add(user_id)
    payload = _single(message, user_id, emoji) | {"message_author_id": str(message.author.id)}
    guild = None if message.guild_id is None else world.guilds[message.guild_id]
    if guild is not None and user_id in guild.members:
        payload["member"] = member(guild, guild.members[user_id])
    _emit(world, message, "MESSAGE_REACTION_ADD", payload)


def remove_reaction(world: World, message: Message, user_id: int, emoji: str) -> None:
    """Take a reaction back; MESSAGE_REACTION_REMOVE.

    Raises:
        DiscordError: 10014, they have not reacted with it.
    """
    by = message.reactions.get(emoji, set())
    if user_id not in by:
        raise errors.unknown_emoji()
    by.remove(user_id)
    if not by:
        del message.reactions[emoji]
    _emit(world, message, "MESSAGE_REACTION_REMOVE", _single(message, user_id, emoji))


def clear_reactions(world: World, message: Message) -> None:
    """Remove all reactions; MESSAGE_REACTION_REMOVE_ALL."""
    message.reactions.clear()
    _emit(world, message, "MESSAGE_REACTION_REMOVE_ALL", _place(message))


def clear_emoji(world: World, message: Message, emoji: str) -> None:
    """Remove everybody's reactions with one emoji; MESSAGE_REACTION_REMOVE_EMOJI.

    Raises:
        DiscordError: 10014, nobody has reacted with it.
    """
    if message.reactions.pop(emoji, None) is None:
        raise errors.unknown_emoji()
    payload = _place(message) | {"emoji": partial_emoji(emoji)}
    _emit(world, message, "MESSAGE_REACTION_REMOVE_EMOJI", payload)


def _place(message: Message) -> dict[str, Any]:
    place = {"channel_id": str(message.channel_id), "message_id": str(message.id)}
    return place if message.guild_id is None else place | {"guild_id": str(message.guild_id)}


def _single(message: Message, user_id: int, emoji: str) -> dict[str, Any]:
    what = {"user_id": str(user_id), "emoji": partial_emoji(emoji), "burst": False, "type": 0}
    return _place(message) | what


def _emit(world: World, message: Message, name: str, payload: dict[str, Any]) -> None:
    emit_in(world, world.channel(message.channel_id), name, payload)
