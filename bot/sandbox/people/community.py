"""What a person can do with a community itself: come and go, plan events, be interested, react."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sandbox.people.errors import ActorError
from bot.sandbox.world import reactions, scheduled_events
from bot.sandbox.world.emoji import reaction_emoji
from bot.sandbox.world.event_permissions import may_see, require_create, require_modify
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.models import STAGE, EventStatus, Message, ScheduledEvent
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import World


def leave_guild(world: World, user_id: int, guild_id: int) -> None:
    """Click on Leave Server.

    Raises:
        ActorError: they are not in it, or own it.
    """
    guild = world.guild(guild_id)
    if user_id not in guild.members:
        raise ActorError(f"they are not in {guild.name}")
    if user_id == guild.owner_id:
        raise ActorError(f"whoever owns {guild.name} cannot leave it")
    remove_member(world, guild, user_id)


def set_interest(world: World, user_id: int, guild_id: int, event_id: int, *, interested: bool) -> None:
    """Click on Interested, or once more.

    Raises:
        ActorError: they see no such event, or it is over, or that is so already.
    """
    event = _visible_event(world, user_id, guild_id, event_id)
    if (user_id in event.subscribers) == interested:
        raise ActorError(f"they are {'' if interested else 'not '}interested in {event.name} already")
    change = scheduled_events.subscribe if interested else scheduled_events.unsubscribe
    change(world, event, user_id)


def change_event(
    world: World,
    user_id: int,
    guild_id: int,
    event_id: int,
    *,
    fields: dict[str, Any],
    status: EventStatus | None = None,
) -> None:
    """Edit an event, start it, end it or cancel it, by hand.

    Raises:
        ActorError: they see no such event.
        DiscordError: 50013 (they may not), 50035 (a field or the status does not fit), 180002 (no stage).
    """
    event = _visible_event(world, user_id, guild_id, event_id)
    require_modify(world.guild(guild_id), event, user_id)
    scheduled_events.modify_event(world, event, user_id, fields, status)


def create_event(
    world: World, user_id: int, guild_id: int, *, channel_id: int, name: str, starts_at: datetime
) -> int:
    """Plan an event on a stage; answers its id.

    Raises:
        DiscordError: 50013 (they may not), 30038 (there are a hundred), 50035 (the past).
    """
    event = ScheduledEvent(world.new_id(), guild_id, user_id, name, starts_at, STAGE, channel_id=channel_id)
    require_create(world.guild(guild_id), event, user_id)
    scheduled_events.create_event(world, event)
    return event.id


def react(world: World, user_id: int, message: Message, emoji: str) -> None:
    """Add a reaction to a message; a new one takes a permission ("Message", Create Reaction).

    Raises:
        ActorError: they may not react there, or did so already, or only they see the message.
        DiscordError: 10014 (no emoji), 30010 (20 different ones).
    """
    known = reaction_emoji(emoji)
    by = message.reactions.get(known, set())
    if user_id in by:
        raise ActorError(f"they have reacted with {emoji} already")
    if message.visible_to is not None:
        raise ActorError("nobody reacts to a message that only they see")
    if not by and not _may_begin(world, user_id, message):
        raise ActorError("they may not add reactions there")
    reactions.add_reaction(world, message, user_id, known)


def take_reaction_back(world: World, user_id: int, message: Message, emoji: str) -> None:
    """Remove one's own reaction from a message.

    Raises:
        ActorError: they have not reacted like that.
    """
    known = reaction_emoji(emoji)
    if user_id not in message.reactions.get(known, set()):
        raise ActorError(f"they have not reacted with {emoji}")
    reactions.remove_reaction(world, message, user_id, known)


def _may_begin(world: World, user_id: int, message: Message) -> bool:
    if message.guild_id is None:
        return True
    guild = world.guilds[message.guild_id]
    return Permission.ADD_REACTIONS in in_channel(guild, guild.channels[message.channel_id], user_id)


def _visible_event(world: World, user_id: int, guild_id: int, event_id: int) -> ScheduledEvent:
    guild = world.guild(guild_id)
    found = [event for event in scheduled_events.open_events(guild) if event.id == event_id]
    if user_id not in guild.members or not found or not may_see(guild, found[0], user_id):
        raise ActorError(f"they see no event {event_id} that is planned or under way")
    return found[0]
