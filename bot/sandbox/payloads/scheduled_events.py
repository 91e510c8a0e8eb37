"""Scheduled events and those who are interested in them, on the wire.

Source: Discord documentation, "Guild Scheduled Event", structures.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.payloads.users import user
from bot.sandbox.world.models import Guild, ScheduledEvent, User
from bot.sandbox.world.state import World


def scheduled_event(world: World, event: ScheduledEvent, *, with_user_count: bool = False) -> dict[str, Any]:
    """An event; the count is there only if a request asked for it (`with_user_count`)."""
    payload: dict[str, Any] = {
        "id": str(event.id),
        "guild_id": str(event.guild_id),
        "channel_id": _text(event.channel_id),
        "creator_id": str(event.creator_id),
        "creator": user(world.users[event.creator_id]),
        "name": event.name,
        "description": event.description,
        "scheduled_start_time": timestamp(event.scheduled_start_time),
        "scheduled_end_time": timestamp(event.scheduled_end_time),
        "privacy_level": event.privacy_level,
        "status": int(event.status),
        "entity_type": event.entity_type,
        "entity_id": _text(event.entity_id),
        "entity_metadata": None if event.location is None else {"location": event.location},
        "image": event.image,
        "recurrence_rule": event.recurrence_rule,
        "guild_scheduled_event_exceptions": [],
    }
    if with_user_count:
        payload["user_count"] = len(event.subscribers)
    return payload


def subscriber(guild: Guild, event: ScheduledEvent, person: User, *, with_member: bool) -> dict[str, Any]:
    """One person interested in an event ("Guild Scheduled Event User Structure")."""
    payload: dict[str, Any] = {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(person.id),
        "response": 1,
        "user": user(person),
    }
    if with_member and person.id in guild.members:
        payload["member"] = member(guild, guild.members[person.id])
    return payload


def subscription(event: ScheduledEvent, user_id: int) -> dict[str, Any]:
    """The body of GUILD_SCHEDULED_EVENT_USER_ADD and _REMOVE."""
    return {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(user_id),
        "guild_id": str(event.guild_id),
    }


def _text(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)
